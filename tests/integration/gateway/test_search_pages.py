"""What an officer searches for, and where that is written."""

from http import HTTPStatus

import pytest

from tests.integration.gateway.browser import Browser

pytestmark = pytest.mark.stack


def test_an_identity_number_is_searched_for_by_a_form_and_stands_in_no_address(officer: Browser) -> None:
    officer.get("/kerja").send({"q": "anggaran 2025"})
    assert officer.path == "/kerja?tab=open&q=anggaran+2025"
    officer.send({"q": "3276995403989001"})
    assert (officer.status, officer.path) == (HTTPStatus.OK, "/kerja/cari")
    assert "0 permohonan ditemukan" in officer.words
    assert "ditemukan" not in officer.get("/kerja?q=3276995403989001").words
