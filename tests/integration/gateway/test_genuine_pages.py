"""Anybody finds out whether a file is one that an office gave: with the file, with its digest. Real documents."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from chassis.places import Places
from gateway import config
from tests.corpora import leaking_pdfs
from tests.integration.conftest import DEPOK, Working
from tests.integration.document_desk import decided, kept
from tests.integration.gateway.browser import Browser, address, file
from tests.integration.gateway.conftest import AppOver
from tests.integration.gateway.direct import Direct
from tests.integration.gateway.services import Memory, Services

pytestmark = pytest.mark.stack


@pytest.fixture(scope="module", autouse=True)
def given(documents: Working) -> bytes:
    """What was given of a file: its copy."""
    document = kept(documents, content=leaking_pdfs.clean(2), name="rahasia-nama-pemohon.pdf")
    decided(documents, document, at=datetime(2026, 12, 1, tzinfo=UTC))
    return documents.ask(DEPOK, "officer", path=f"/v1/documents/{document['id']}/copy").data


@pytest.fixture
def open_site(app_over: AppOver, documents: Working) -> Callable[..., Browser]:
    def site(host: str = "depokkotappid.localhost") -> Browser:
        services = Services.of(Memory(), documents=Direct(documents))
        app = app_over(services)
        return Browser(app, host, address()).get("/periksa-berkas")

    return site


@pytest.mark.promise("giving")
def test_a_file_that_was_given_is_known_by_its_content_and_nothing_else_is_told(
    open_site: Callable[..., Browser], given: bytes
) -> None:
    page = open_site().send({"berkas": file(given, "nama-lain.pdf")})
    assert "Berkas ini kami terbitkan" in page.words
    assert "1 Desember 2026" in page.words
    assert " kB " in page.words  # as everywhere: no long row of digits
    assert "rahasia-nama-pemohon" not in page.text


def test_a_file_of_which_one_byte_is_different_is_not_known(open_site: Callable[..., Browser], given: bytes) -> None:
    page = open_site().send({"berkas": file(given + b" ", "jawaban.pdf")})
    assert "Berkas ini tidak kami kenal" in page.words
    assert "Bila ini surat dari kantor atau tanda terima, jawaban ini tidak berarti palsu" in page.words


def test_the_digest_alone_is_enough_as_people_copy_it(open_site: Callable[..., Browser], given: bytes) -> None:
    digest = hashlib.sha256(given).hexdigest()
    page = open_site().send({"sidik": f" SHA-256:{digest.upper()} "})
    assert "Berkas ini kami terbitkan" in page.words


def test_another_office_did_not_give_it(open_site: Callable[..., Browser], given: bytes) -> None:
    page = open_site("makassarkotappid.localhost").send({"berkas": file(given)})
    assert "Berkas ini tidak kami kenal" in page.words


def test_a_file_that_was_only_brought_was_given_to_nobody(
    open_site: Callable[..., Browser], documents: Working
) -> None:
    digest = kept(documents, content=leaking_pdfs.clean(2))["sha256"]
    assert "Berkas ini tidak kami kenal" in open_site().send({"sidik": digest}).words


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({}, "Pilih berkas, atau isi sidiknya."), ({"sidik": "abc"}, "terdiri dari 64 angka")],
    ids=["nothing", "no digest"],
)
def test_what_cannot_be_checked_is_said_beside_its_field_and_stays(
    open_site: Callable[..., Browser], typed: dict[str, str], sentence: str
) -> None:
    page = open_site().send(typed)
    assert (page.status, sentence in page.words) == (200, True)
    assert f'id="{"sidik" if typed else "berkas"}-salah"' in page.text
    assert typed.get("sidik", "") in page.text


def test_a_file_that_is_checked_is_written_nowhere(
    open_site: Callable[..., Browser], given: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_site()

    def refuse(*_given: object, **_named: object) -> None:
        raise AssertionError("the file was put somewhere")

    monkeypatch.setattr("werkzeug.wrappers.request.default_stream_factory", refuse)
    assert "Berkas ini kami terbitkan" in page.send({"berkas": file(given)}).words


def test_a_file_that_is_too_large_or_one_too_many_is_put_off(
    open_site: Callable[..., Browser], given: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_site()
    with monkeypatch.context() as patched:
        patched.setattr(config, "LARGEST_CHECKED", 1000)
        assert page.send({"berkas": file(given)}).status == 413
    other = open_site()
    other.client.application.extensions["checks"] = Places(0)
    assert other.send({"berkas": file(given)}).status == 503
