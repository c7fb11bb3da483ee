"""An applicant asks on the page of the request that the own data be put right; the PPID answers from the queue."""

from collections.abc import Callable
from typing import Any

import pytest

from gateway.backends import SERVICES, Backends
from gateway.backends.asking import Backend
from gateway.config import DEMO_PASSWORD
from tests.integration.conftest import JABAR, Working
from tests.integration.gateway.browser import Browser, address
from tests.integration.gateway.conftest import AppOver
from tests.integration.gateway.direct import Direct
from tests.integration.intake_desk import body

pytestmark = pytest.mark.stack
OLD, NEW = "Siti Nurlaila Ramadhani", "Siti Nurlela Ramadani"
Visit = Callable[..., Browser]


@pytest.fixture
def visit(app_over: AppOver, work: Callable[[str], Working]) -> Visit:
    """A browser at KPU Provinsi Jawa Barat, of a visitor or of somebody who signed in; every service is real."""
    clients = {name: Backend(Direct(work(name))) for name in SERVICES}  # type: ignore[arg-type]  # the same shape
    app = app_over(Backends.over(clients))

    def browser(username: str = "") -> Browser:
        opened = Browser(app, "jabarppid.localhost", address())
        return opened.get("/kerja").send({"username": username, "password": DEMO_PASSWORD}) if username else opened

    return browser


@pytest.fixture
def given(work: Callable[[str], Working]) -> dict[str, Any]:
    answer = work("intake").ask(JABAR, path="/v1/requests", method="POST", json=body())
    assert answer.status_code == 201, answer.text
    return dict(answer.get_json())


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(visit: Visit, given: dict[str, Any]) -> None:
    page = visit().get(f"/permohonan/{given['tracking_token']}/data/koreksi")
    assert "dalam 72 jam" in page.words
    assert "UU 27/2022 Pasal 30" in page.words
    assert "Isi sedikitnya satu data" in page.send({}).words
    page.send({"new_phone": "12", "new_name": NEW})
    assert 'id="new_phone-salah"' in page.text
    assert NEW in page.text


def test_a_correction_goes_from_the_page_of_the_request_to_the_queue_and_back(
    visit: Visit, given: dict[str, Any]
) -> None:
    visitor, path = visit(), f"/permohonan/{given['tracking_token']}/data"
    assert path in visitor.get(f"/permohonan/{given['tracking_token']}").text
    visitor.get(f"{path}/koreksi").send({"new_name": NEW})
    assert visitor.path == path
    assert "Koreksi data: nama Menunggu jawaban PPID" in visitor.words
    assert "PPID menjawab paling lambat" in visitor.words
    assert NEW not in visitor.text
    assert f'href="{path}/koreksi"' not in visitor.text, "one is under way"
    assert f'href="{path}/hapus"' in visitor.text
    assert "masih kami proses" in visitor.get(f"{path}/koreksi").send({"new_name": NEW}).words

    officer = visit("petugas.jabar")
    assert given["number"] in officer.words
    case = officer.get(f"/kerja/{given['id']}")
    assert "Hanya PPID yang menjawab" in case.words
    assert f"Data lama: {OLD} Data baru: {NEW}" in case.words

    ppid = visit("ppid.jabar").get(f"/kerja/{given['id']}")
    link = next(part for part in ppid.text.split('"') if "/data-pribadi/" in part)
    assert officer.get(link).status == 404
    answer = ppid.get(link).send({"claim_answer": "unproven"})
    assert 'id="claim_reason-salah"' in answer.text
    answer.send({"claim_answer": "granted"})
    assert answer.path == f"/kerja/{given['id']}"
    assert "Dikabulkan" in answer.words
    assert ppid.get(link).status == 404

    assert "Koreksi data: nama Dikabulkan" in visitor.get(path).words
    assert "Correction: name Granted" in visitor.get(f"{path}?bahasa=en").words


def test_erasure_says_what_stays_and_is_refused_while_the_request_is_under_way(
    visit: Visit, given: dict[str, Any]
) -> None:
    visitor, path = visit(), f"/permohonan/{given['tracking_token']}/data"
    visitor.get(f"{path}/hapus")
    for words in ("cabut dahulu permohonan", "Yang tetap: apa yang diminta", "UU 27/2022 Pasal 43-44"):
        assert words in visitor.words
    assert "Penghapusan data Menunggu jawaban PPID" in visitor.send().words

    ppid = visit("ppid.jabar").get(f"/kerja/{given['id']}")
    ppid.get(next(part for part in ppid.text.split('"') if "/data-pribadi/" in part))
    assert "identitas pemohon diperlukan" in ppid.words
    ppid.send({"claim_answer": "granted"})
    assert 'role="alert"' in ppid.text
    ppid.send({"claim_answer": "needed", "claim_reason": "Kami masih mengerjakan jawabannya."})
    assert ppid.path == f"/kerja/{given['id']}"

    for words in ("Penghapusan data Ditolak", "UU 27/2022 Pasal 43-44", "Kami masih mengerjakan jawabannya."):
        assert words in visitor.get(path).words
