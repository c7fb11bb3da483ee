"""English pages are English: what stays Indonesian, as the words of the law, says so to screen readers (WCAG 3.1.2)."""

import pytest

from tests.integration.gateway.applying import asks
from tests.integration.gateway.browser import Browser
from tests.integration.gateway.conftest import Visit
from tests.integration.gateway.english import untold
from tests.integration.gateway.services import TOKEN

pytestmark = pytest.mark.stack
TRACKED = f"/permohonan/{TOKEN[:-3]}000"
PAGES = (
    *("/", "/informasi/dikecualikan", "/lacak", "/masuk", "/periksa-berkas", "/permohonan/baru"),
    *(TRACKED, f"{TRACKED}/tenggat", f"{TRACKED}/cabut"),
)


@pytest.fixture
def reader(visit: Visit) -> Browser:
    browser = visit()
    asks(browser).send({"declaration": "yes"})
    return browser.get("/?bahasa=en")


@pytest.mark.parametrize("path", PAGES)
def test_an_english_page_says_of_each_indonesian_word_that_it_is_indonesian(reader: Browser, path: str) -> None:
    page = reader.get(path)
    assert page.status == 200
    assert '<html lang="en">' in page.text
    assert untold(page.text) == []


def test_the_page_for_programs_names_each_service_in_the_readers_language(reader: Browser) -> None:
    assert "Access tokens" in reader.get("/api").words
    assert "Token akses" not in reader.words


def test_the_steps_of_the_english_form_are_english(visit: Visit) -> None:
    browser = visit().get("/?bahasa=en")
    browser.get("/permohonan/baru").send({"kind": "person"})
    assert untold(browser.text) == []
    for step in ({}, {"category": "x"}):
        assert untold(browser.send(step).text) == []
    assert untold(asks(browser).text) == []
