"""An answer, and the dispute about it, on the pages: files by name, packages to fetch. Every service is real."""

import io
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any
from zipfile import ZipFile

import pytest

from chassis.service import Runtime
from gateway.app import create_app
from gateway.backends import SERVICES
from gateway.backends.files import Given
from gateway.config import DEMO_PASSWORD
from services.documents.disputes.queries import exhibits
from services.documents.files.steps import integrity
from services.documents.storage import Storage
from tests.integration.answering import Answered, disputed
from tests.integration.dispute_files import tried
from tests.integration.gateway.browser import Browser, address
from tests.integration.gateway.english import untold
from tests.integration.serving import served

pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def working(runtime: Runtime, world: Answered) -> Iterator[Runtime]:
    """The gateway as it knows where the services are."""
    with ExitStack() as up:
        urls = {name: up.enter_context(served(getattr(world, name))) for name in SERVICES}
        yield replace(runtime, settings=replace(runtime.settings, service_urls=urls))


@pytest.fixture
def visit(working: Runtime) -> Callable[[], Browser]:
    def site() -> Browser:
        return Browser(create_app(working), "depokkotappid.localhost", address())

    return site


def test_the_tracking_page_names_the_files_that_were_given_and_offers_all_in_one(
    visit: Callable[[], Browser], world: Answered
) -> None:
    page = visit().get(f"/permohonan/{world.token}")
    assert "Rekapitulasi: Kota Depok.pdf" in page.words
    assert "daftar.csv" in page.words
    assert "konsep.pdf" not in page.words
    assert f"/permohonan/{world.token}/jawaban.zip" in page.text


@pytest.mark.parametrize(
    ("now", "said", "unsaid"),
    [
        (
            {"keep_until": "2031-11-26", "destroyed": False},
            "disimpan setidaknya sampai Rabu, 26 November 2031",
            "musnah",
        ),
        ({"keep_until": "2031-11-26", "destroyed": True}, "Sudah dimusnahkan menurut jadwal retensi", "Unduh"),
    ],
    ids=["kept", "destroyed"],
)
def test_the_tracking_page_says_how_long_a_file_is_kept_and_when_it_is_gone(
    visit: Callable[[], Browser], world: Answered, monkeypatch: pytest.MonkeyPatch, now: Any, said: str, unsaid: str
) -> None:
    answered = Given.answer
    monkeypatch.setattr(Given, "answer", lambda *asked: {key: one | now for key, one in answered(*asked).items()})
    page = visit().get(f"/permohonan/{world.token}").words
    files = page.partition("Berkas untuk Anda")[2].partition("Pemberitahuan tertulis")[0]
    assert (said in files, unsaid in files) == (True, False)
    assert ("Unduh" in files) is not now["destroyed"]
    assert not (now["destroyed"] and "dapat diunduh di halaman ini" in page)


def test_the_desk_hands_out_the_same_package_and_only_after_signing_in(
    visit: Callable[[], Browser], world: Answered
) -> None:
    path = f"/kerja/{world.request_id}"
    assert visit().get(f"{path}/jawaban.zip").path.startswith("/masuk")
    officer = visit().get("/kerja").send({"username": "petugas.depok", "password": DEMO_PASSWORD})
    assert f"{path}/jawaban.zip" in officer.get(path).text
    answer = officer.get(f"{path}/jawaban.zip").page
    assert answer is not None
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "berkas/02-daftar.csv" in ZipFile(io.BytesIO(answer.data)).namelist()


def test_the_desk_hands_out_the_file_of_a_dispute(visit: Callable[[], Browser], world: Answered) -> None:
    dispute_id = disputed(world)
    path = f"/kerja/sengketa/{dispute_id}"
    officer = visit().get("/kerja").send({"username": "petugas.depok", "password": DEMO_PASSWORD})
    assert f'href="{path}/berkas"' in officer.get(path).text
    assert officer.get(f"{path}/berkas.zip").page.status_code == 404
    asked = officer.get(f"{path}/berkas").send()
    assert asked.path == f"{path}/berkas"
    assert "Menunggu giliran." in asked.words
    assert "waiting.js" in asked.text
    assert officer.get(f"{path}/berkas.zip").path == f"{path}/berkas", "it is shown how far it is"
    tried(world, dispute_id)
    ready = officer.get(f"{path}/berkas")
    assert "waiting.js" not in ready.text
    assert (f"{path}/berkas.zip" in ready.text, f"{path}/berkas.pdf" in ready.text) == (True, True)
    archive = officer.get(f"{path}/berkas.zip").page
    assert archive is not None
    with ZipFile(io.BytesIO(archive.data)) as held:
        assert "tidak-diberikan/03-konsep.pdf" in held.namelist()
        alone = officer.get(f"{path}/berkas.pdf").page
        assert alone is not None
        assert held.read("berkas-sengketa.pdf") == alone.data
    broken_off = {"Range": "bytes=9-", "If-Range": alone.headers["ETag"]}
    rest = officer.client.get(f"{path}/berkas.pdf", base_url=f"http://{officer.host}:8080", headers=broken_off)
    assert (rest.status_code, rest.data) == (206, alone.data[9:])


def test_the_desk_sees_which_step_the_making_of_a_disputes_file_is_at(
    visit: Callable[[], Browser], world: Answered, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispute_id = disputed(world)
    officer = visit().get("/kerja").send({"username": "petugas.depok", "password": DEMO_PASSWORD})
    path, seen = f"/kerja/sengketa/{dispute_id}/berkas", list[tuple[str, str, bool]]()

    def watched(step: Callable[..., Any]) -> Callable[..., Any]:
        def looked(*given: Any, **named: Any) -> Any:
            page = officer.get(path)
            (current,) = re.findall(r'aria-current="step">([^<]+)', page.text)
            (said,) = re.findall(r"Langkah \d dari 3\. (\D+?|\d dari \d bukti selesai)[.;,]", page.words)
            seen.append((current, said, "<progress value=" in page.text))
            return step(*given, **named)

        return looked

    monkeypatch.setattr(integrity, "read_again", watched(integrity.read_again))
    monkeypatch.setattr(exhibits, "_put_together", watched(exhibits._put_together))
    monkeypatch.setattr(Storage, "lay", watched(Storage.lay))
    officer.get(path).send()
    tried(world, dispute_id)
    assert list(dict.fromkeys(seen)) == [
        ("Membaca ulang", "Setiap berkas sedang dibaca ulang", False),
        ("Menyusun bukti", "5 dari 6 bukti selesai", True),  # what was never given has pages of its own
        ("Menyusun bukti", "6 dari 6 bukti selesai", True),
        ("Menyimpan", "6 dari 6 bukti selesai", False),
    ]


def test_an_applicant_takes_a_copy_of_the_own_data_and_a_stranger_with_the_link_does_not(
    visit: Callable[[], Browser], world: Answered
) -> None:
    path = f"/permohonan/{world.token}/data"
    page = visit().get(path).send({"proof": "0000"})
    assert "Tidak sama dengan yang tertulis pada permohonan." in page.words
    assert 'value="0000"' in page.text
    copy = page.send({"proof": "3276995403989001"}).page
    assert copy is not None
    assert copy.headers["Content-Disposition"] == 'attachment; filename="data-pribadi.json"'
    assert copy.get_json()["applicant"]["nik"] == "3276995403989001"


@pytest.mark.parametrize("page", ["", "/tenggat", "/keberatan", "/data", "/data/koreksi", "/data/hapus"])
def test_the_english_pages_of_an_answered_request_say_which_words_are_indonesian(
    visit: Callable[[], Browser], world: Answered, page: str
) -> None:
    browser = visit().get("/?bahasa=en").get(f"/permohonan/{world.token}{page}")
    assert browser.status == 200
    assert untold(browser.text) == []
