"""`ppid keys`: a signing key for each issuer, and the public halves that every service trusts.

ES256 (RFC 7518, section 3.4) as JSON Web Keys (RFC 7517). The key id is the issuer's name and a number, because a
service accepts a token only when its key belongs to the issuer that the token names.
"""

import json
import os
from pathlib import Path

import click
from joserfc.jwk import ECKey

from chassis.settings import SERVICES as ISSUERS
from ppid.environment import var_dir, write_secretly

TRUSTED = "trusted.jwks"


def make(folder: Path) -> None:
    """Make what is missing: `<issuer>.jwk` (private, mode 0600) for each issuer, and `trusted.jwks` (public).

    Keys that exist are kept; a `trusted.jwks` that does not hold exactly their public halves is written anew.
    """
    folder.mkdir(parents=True, exist_ok=True)
    trusted = [_key(folder / f"{issuer}.jwk", f"{issuer}-1").as_dict(private=False) for issuer in ISSUERS]
    text = json.dumps({"keys": trusted}, indent=2) + "\n"
    file = folder / TRUSTED
    if not file.is_file() or file.read_text("utf-8") != text:
        fresh = file.with_name(f".{TRUSTED}.new")
        fresh.write_text(text, "utf-8")
        fresh.replace(file)


def _key(file: Path, kid: str) -> ECKey:
    if file.is_file():
        return ECKey.import_key(json.loads(file.read_text("utf-8")))
    key = ECKey.generate_key("P-256", {"kid": kid, "use": "sig", "alg": "ES256"}, private=True)
    write_secretly(file, json.dumps(key.as_dict(private=True)) + "\n")
    return key


def _folder() -> Path:
    named = os.environ.get("PPID_TRUSTED_KEYS_FILE")
    return Path(named).parent if named else var_dir() / "keys"


@click.command()
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder kunci; tanpa ini tempat PPID_TRUSTED_KEYS_FILE, atau var/keys.",
)
def keys(folder: Path | None) -> None:
    """Buat kunci tanda tangan setiap penerbit token; kunci yang ada dipertahankan."""
    folder = folder or _folder()
    make(folder)
    click.echo(f"Kunci {', '.join(ISSUERS)} dan {TRUSTED} ada di {folder}.")
