"""Anybody keeps a checkpoint from the page and sees later, with its program, that the record only grew."""

import json
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from chassis.pace import Pace
from gateway.portal import record as portal
from tests.integration.conftest import JABAR, Working
from tests.integration.gateway.browser import Browser, address
from tests.integration.gateway.conftest import AppOver
from tests.integration.gateway.direct import Direct
from tests.integration.gateway.services import Memory, Services
from tests.integration.test_audit_record import record, seal

pytestmark = pytest.mark.stack


@pytest.fixture
def site(app_over: AppOver, documents: Working, registry: Working) -> Browser:
    services = Services.of(Memory(), documents=Direct(documents))
    app = app_over(services)
    return Browser(app, registry.runtime.directory.by_code(JABAR).host + ".localhost", address())


@pytest.fixture
def grow(registry: Working, documents: Working) -> Callable[[], int]:
    def grow() -> int:
        record(registry, JABAR, 2)
        sealed = seal(registry, JABAR)
        documents.hear(JABAR, sealed)
        return sealed.position

    return grow


def test_what_was_kept_from_the_page_is_checked_with_what_the_page_gives(
    site: Browser, grow: Callable[[], int], tmp_path: Path
) -> None:
    kept = grow()
    page = site.get("/catatan")
    assert f"Jumlah entri {kept}" in page.words
    assert f"ppid.kpu.go.id/{JABAR}/registry" in page.words
    saved = f"titik-periksa-{JABAR}-registry-{kept}.txt"
    assert f"python -m verifier {saved} --grown bukti-registry-{kept}.json --keys kunci.json" in page.words
    kept_page = site.get("/catatan/registry.txt").page
    assert kept_page is not None
    assert saved in kept_page.headers["Content-Disposition"]
    (tmp_path / "salinan.txt").write_text(site.get("/catatan/registry.txt").text)
    (tmp_path / "kunci.json").write_text(site.get("/catatan/kunci.json").text)
    now = grow()
    proof = site.get(f"/catatan?layanan=registry&sejak={kept}")
    (tmp_path / "bukti.json").write_text(proof.text)
    program = site.get("/catatan/pemeriksa.zip").page
    assert program is not None
    ZipFile(BytesIO(program.data)).extractall(tmp_path)
    command = [sys.executable, "-m", "verifier", "salinan.txt", "--grown", "bukti.json", "--keys", "kunci.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout == (
        f"sah: ppid.kpu.go.id/{JABAR}/registry, dari {kept} ke {now} entri: catatan hanya bertambah\n"
    ), done.stderr


@pytest.mark.parametrize("asked", ["", "0", "999999999", "-1", "dua", "9" * 40, "\u0661"])
def test_a_number_that_was_never_sealed_is_said_beside_the_field_and_stays(
    site: Browser, grow: Callable[[], int], asked: str
) -> None:
    grow()
    page = site.get(f"/catatan?layanan=registry&sejak={asked}")
    assert (page.status, "tidak pernah disegel dengan jumlah entri itu" in page.words) == (200, True)
    assert f'value="{asked}"' in page.text


def test_proofs_are_asked_for_at_a_pace_and_the_page_itself_is_not(
    site: Browser, grow: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portal, "_ASKED", Pace("proofs", 1, 900))
    kept = grow()
    statuses = [site.get(f"/catatan?layanan=registry&sejak={kept}").status for _ in range(2)]
    assert (statuses, site.get("/catatan").status) == ([200, 429], 200)


def test_the_keys_of_the_page_are_public_halves(site: Browser) -> None:
    keys = json.loads(site.get("/catatan/kunci.json").text)["keys"]
    assert keys
    assert not [key for key in keys if "d" in key]
    assert site.get("/catatan/tidak-ada.txt").status == 404
