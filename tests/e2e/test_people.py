"""People of an office in a real browser: an invited administrator invites an officer, who signs in."""

from dataclasses import dataclass
from itertools import count
from time import monotonic
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from gateway.config import DEMO_PASSWORD
from tests.e2e.walk import NEXT, PATIENCE
from tests.e2e.watch import Watch

pytestmark = [pytest.mark.stack, pytest.mark.browser, pytest.mark.timeout(600)]
WIDTHS = (320, 1280)
PASSWORD = "kuda baterai payung hijau"
_runs = count(1)


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody with a browser without scripts and a small screen; letters lie in the catcher."""

    page: Page
    platform_url: str

    def open(self, label: str, path: str) -> None:
        """Open a path of an office's site, or of the catcher's."""
        edge = urlsplit(self.platform_url)
        self.page.goto(f"{edge.scheme}://{label}.{edge.netloc}{path}")

    def send(self, **typed: str) -> None:
        """Fill the page's form and send it."""
        for name, value in typed.items():
            self.page.fill(f"#{name}", value)
        with self.page.expect_navigation():
            self.page.click(NEXT)
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    def sign_in(self, label: str, username: str, password: str) -> None:
        """Sign in at an office."""
        self.open(label, "/masuk")
        self.send(username=username, password=password)

    def invite(self, path: str, username: str, role: str) -> None:
        """Invite somebody by the administrator's page."""
        self.open(urlsplit(self.page.url).netloc.partition(".")[0], f"{path}/undang")
        self.page.check(f"input[name=person_role][value={role}]")
        self.send(person_name="Orang Baru", person_username=username, person_mailbox=f"{username}@kpu.example")
        assert "Undangan dikirim" in self.page.inner_text("main")

    def join(self, username: str) -> None:
        """Wait for the letter, follow its link, and choose a password."""
        deadline = monotonic() + PATIENCE
        self.open("surat", "/")
        while not self.page.get_by_role("row", name=f"{username}@kpu.example").count():
            assert monotonic() < deadline, "no letter came"
            self.page.wait_for_timeout(250)
            self.page.reload()
        self.page.get_by_role("row", name=f"{username}@kpu.example").get_by_role("link").click()
        self.page.click(".text a[href*='/undangan/']")
        self.send(new_password=PASSWORD, password_again=PASSWORD)


def test_an_invited_administrator_invites_an_officer_who_signs_in(chromium: Browser, platform_url: str) -> None:
    run = next(_runs)
    contexts = [chromium.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800}) for _ in "123"]
    above, admin, officer = (Somebody(context.new_page(), platform_url) for context in contexts)
    above.sign_in("jabarppid", "admin.jabar", DEMO_PASSWORD)
    above.invite("/kerja/kantor/32.73/orang", f"admin.bandung{run}", "admin")
    admin.join(f"admin.bandung{run}")
    assert urlsplit(admin.page.url).path == "/kerja/orang"
    admin.invite("/kerja/orang", f"petugas.bandung{run}", "officer")
    officer.join(f"petugas.bandung{run}")
    assert urlsplit(officer.page.url).path == "/kerja"
    officer.page.get_by_role("button", name="Keluar").click()
    officer.sign_in("bandungkotappid", f"petugas.bandung{run}", PASSWORD)
    assert urlsplit(officer.page.url).path == "/kerja"
    for context in contexts:
        context.close()


@pytest.mark.assure
def test_every_page_about_people_is_accessible(chromium: Browser, platform_url: str) -> None:
    watch = Watch(WIDTHS)
    # The page's own policy forbids foreign scripts, axe among them; only this test lifts it.
    context = chromium.new_context(bypass_csp=True, viewport={"width": 320, "height": 800})
    admin = Somebody(context.new_page(), platform_url)
    admin.sign_in("depokkotappid", "admin.depok", DEMO_PASSWORD)
    for path in ("", "/undang"):
        admin.open("depokkotappid", f"/kerja/orang{path}")
        watch(admin.page, f"people{path}")
    admin.send()
    watch(admin.page, "invite, missing")
    admin.invite("/kerja/orang", f"tampak{next(_runs)}", "officer")
    admin.page.get_by_role("link", name="Orang Baru").first.click()
    watch(admin.page, "person")
    for path in ("/kerja/sesi", "/kerja/sesi/ponsel"):
        admin.open("depokkotappid", path)
        watch(admin.page, path)
    admin.open("depokkotappid", "/undangan/tidak-ada")
    watch(admin.page, "a link that is over")
    context.close()
    assert watch.wrong == []
