"""Files are destroyed from the desk: a petugas proposes, the PPID approves, both read the certificate."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import uuid4

import pytest

from chassis import clock
from chassis.db import bound
from gateway.config import DEMO_PASSWORD
from services.documents.retention.commands import disposals
from services.documents.storage import Storage
from tests.integration.conftest import Working
from tests.integration.document_desk import outlived
from tests.integration.gateway.browser import Browser, address
from tests.integration.gateway.conftest import AppOver
from tests.integration.gateway.direct import Direct
from tests.integration.gateway.services import Memory, Services

pytestmark = pytest.mark.stack


LATER = timedelta(days=6 * 366)


def _later() -> AbstractContextManager[None]:
    return clock.held(clock.now() + LATER)


@pytest.fixture
def documents(work: Callable[[str], Working], monkeypatch: pytest.MonkeyPatch) -> Working:
    """A file that was given six years before the later day, its lock over."""
    documents = work("documents")
    monkeypatch.setattr(Storage, "lock", lambda *_given: None)
    outlived(documents, LATER)
    return documents


def _signed_in(app_over: AppOver, documents: Working, username: str) -> Browser:
    services = Services.of(Memory(), documents=Direct(documents, appointed=False))
    app = app_over(services)
    browser = Browser(app, "depokkotappid.localhost", address())
    return browser.get("/kerja").send({"username": username, "password": DEMO_PASSWORD})


def test_a_petugas_proposes_the_ppid_approves_and_the_certificate_is_there(
    app_over: AppOver, documents: Working
) -> None:
    with _later():
        petugas, ppid = (_signed_in(app_over, documents, f"{role}.depok") for role in ("petugas", "ppid"))
        assert "laporan-lama.pdf" in petugas.get("/kerja/pemusnahan").words
        assert "Usul pemusnahan" in petugas.send({}).words
        assert "Setujui" not in petugas.words
        assert "Menunggu keputusan PPID" in petugas.words
        case = re.findall(r'<a class="grow" href="(/kerja/[0-9a-f-]{36})">laporan-lama.pdf', petugas.text)
        assert case, "who decides can look at what the file belongs to"
        approved = ppid.get("/kerja/pemusnahan").send({"tindakan": "setujui"})
        assert "sedang dilaksanakan" in approved.words
        with bound(documents.runtime.database):
            disposals.carry_out(documents.runtime)
        assert "Sudah dimusnahkan" in ppid.get("/kerja/pemusnahan").words
        link = ppid.text.partition('href="/kerja/pemusnahan/')[2].partition('"')[0]
        certificate = petugas.get(f"/kerja/pemusnahan/{link}").page
        assert certificate is not None
        assert certificate.data.startswith(b"%PDF-")
        stranger = Browser(petugas.client.application, "depokkotappid.localhost", address())
        stranger.get(f"/berita-acara/{link.partition('/')[0]}")
        assert "Berita acara ini terbit dari kantor kami" in stranger.words
        assert ("1 berkas" in stranger.words, "laporan-lama" in stranger.text) == (True, False)
        assert stranger.get(f"/berita-acara/{uuid4()}").status == 404
        assert "tidak pernah membuat berita acara dengan kode ini" in stranger.words


def test_who_proposed_is_told_that_somebody_else_decides(app_over: AppOver, documents: Working) -> None:
    with _later():
        ppid = _signed_in(app_over, documents, "ppid.depok").get("/kerja/pemusnahan").send({})
        assert "orang lain yang memutuskan" in ppid.words
