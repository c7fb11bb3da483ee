"""The story as people walk it in a browser: what a citizen and an officer press and type, page after page."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from time import monotonic
from urllib.parse import urlsplit

from playwright.sync_api import Error, Page

from gateway.config import DEMO_PASSWORD

DEPOK = "depokkotappid"
PATIENCE = 60.0  # seconds until an event has reached every service
NEXT = "main form button[type=submit].button:not(.second)"
PERSON = {
    "name": "Siti Nurlaila Ramadhani",
    "nik": "3276995403989001",
    "address": "Jl. Kenanga Raya No. 12 RT 03/RW 05, Kota Depok",
    "email": "siti@example.com",
}
GROUP = {
    "group_name": "Warga RW 05 Kelurahan Beji",
    "principals": "Ani Lestari\nBadu Setiawan",
    "attorney_name": "Budi Santoso",
    "attorney_nik": "3276990107619002",
    "letter_number": "SK/1/2026",
    "letter_date": "2026-11-01",
    "address": "Beji, Kota Depok",
    "phone": "0812 3456 7890",
}
LEGAL_BODY = {
    "organisation_name": "Perkumpulan Pantau Anggaran",
    "registration_number": "AHU-0012345.AH.01.07",
    "contact_name": "Citra Dewi",
    "address": "Jl. Margonda 1, Kota Depok",
    "email": "pantau@example.com",
}
APPLICANTS = {"person": PERSON, "group": GROUP, "legal_body": LEGAL_BODY}

_somebodies = count(2)


def somebody(kind: str) -> dict[str, str]:
    """What tells one applicant from another: each may ask ten times an hour, and the tests share a platform."""
    number = next(_somebodies)
    return {
        "person": {"nik": f"3276995403989{number:03}"},
        "group": {"attorney_nik": f"3276990107619{number:03}"},
        "legal_body": {"registration_number": f"AHU-0012{number:03}.AH.01.07"},
    }[kind]


Look = Callable[[Page, str], None]


def glance(_page: Page, _name: str) -> None:
    """Look at a page and see nothing to remark."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a citizen holds after sending: the number, and the page of the request."""

    number: str
    href: str


@dataclass(frozen=True, slots=True)
class Walk:
    """One browser page on an office's host; `look` is called on every page on the way, with a name for it."""

    page: Page
    platform_url: str
    look: Look = glance

    @property
    def site(self) -> str:
        """The address of KPU Kota Depok's site."""
        edge = urlsplit(self.platform_url)
        return f"{edge.scheme}://{DEPOK}.{edge.netloc}"

    def open(self, path: str, name: str) -> None:
        """Open a path of the site."""
        self.page.goto(f"{self.site}{path}")
        self.look(self.page, name)

    def press(self, selector: str, name: str) -> None:
        """Press something that leads to another page."""
        with self.page.expect_navigation():  # a form with a file is sent once its parts have arrived
            self.page.click(selector)
        self.look(self.page, name)

    def until(self, path: str, words: str, name: str) -> None:
        """Open a path again and again until it says something: events take a moment."""
        deadline = monotonic() + PATIENCE
        self.page.goto(f"{self.site}{path}")
        while words not in self.page.inner_text("main"):
            assert monotonic() < deadline, f"{path} never said {words!r}: {self.page.inner_text('main')[:2000]}"
            self.page.wait_for_timeout(250)
            self.page.goto(f"{self.site}{path}")
        self.look(self.page, name)

    def ask(self, subject: str, kind: str = "person") -> Sent:
        """A citizen asks for information, from the start page to the confirmation."""
        self.open("/", "start page")
        self.press(".hero a.button", "who asks")
        self.page.check(f"input[name=kind][value={kind}]")
        self.press(NEXT, "identity")
        for name, value in (APPLICANTS[kind] | somebody(kind)).items():
            self.page.fill(f"#{name}", value)
        self.press(NEXT, "content")
        self.fill_content(subject)
        self.press(NEXT, "delivery")
        self.fill_delivery()
        self.press(NEXT, "check")
        self.page.check("#declaration")
        self.press(NEXT, "sent")
        href = self.page.get_attribute("main section[aria-labelledby=halaman] a.button", "href") or ""
        return Sent(self.page.inner_text(".number"), href)

    def fill_content(self, subject: str) -> None:
        """What is asked for."""
        self.page.select_option("#category", "anggaran_keuangan")
        self.page.fill("#subject", subject)
        self.page.fill("#detail", "Mohon laporan realisasi anggaran.\nDirinci per kegiatan.")
        self.page.fill("#purpose", "Bahan skripsi tentang biaya pemilihan.")

    def fill_delivery(self) -> None:
        """How to receive it."""
        for name, value in (("obtain", "copy"), ("format", "softcopy"), ("delivery", "download")):
            self.page.check(f"input[name={name}][value={value}]")

    def sign_in(self, username: str = "ppid.depok") -> None:
        """An officer signs in and stands before the queue."""
        self.open("/kerja", "sign-in")
        self.page.fill("#username", username)
        self.page.fill("#password", DEMO_PASSWORD)
        self.press(NEXT, "queue")
        assert self.page.url == f"{self.site}/kerja"

    def find(self, number: str) -> str:
        """Find a case in the queue by its number and open it; the result is its path."""
        path = f"/kerja?q={number.replace('/', '%2F')}"
        self.until(path, "1 permohonan ditemukan", "search")  # the page repeats the number also where it has none
        self.press("main td a", "case")
        return urlsplit(self.page.url).path

    def grant(self, case: str, answer: bytes, statement: str) -> None:
        """Attach the answer and grant."""
        self.open(f"{case}/kabulkan", "grant")
        self.page.fill("#statement", statement)
        self._attach(answer, "grant with file")
        self.issue("confirm grant")

    def grant_partly(self, case: str, answer: bytes, *, given: str, withheld: str) -> None:
        """Attach what can be given and withhold the rest, with article, Act and consequence."""
        self.open(f"{case}/kabulkan-sebagian", "grant partly")
        self.page.fill("#given", given)
        self.page.fill("#withheld", withheld)
        self._close("h", "Laporan diberikan tanpa nama penerima.")
        self._attach(answer, "grant partly with file")
        self.issue("confirm partial grant")

    def refuse(self, case: str, letter: str, statement: str) -> None:
        """Refuse with article, Act and consequence."""
        self.open(f"{case}/tolak", "refuse")
        self._close(letter, statement)
        self.issue("confirm refusal")

    def _attach(self, answer: bytes, name: str) -> None:
        file = {"name": "Laporan realisasi.pdf", "mimeType": "application/pdf", "buffer": answer}
        self.page.set_input_files("#berkas", file)  # type: ignore[arg-type]  # playwright's own type, spelt as a dict
        self.press("button[value=unggah]", name)

    def _close(self, letter: str, statement: str) -> None:
        self.page.check(f"input[name=exemption][value={letter}]")
        self.page.fill("#act", "UU 27/2022 Pasal 4 ayat (2)")
        self.page.fill("#consequence", "Data pribadi pemilih terbuka tanpa persetujuan mereka.")
        self.page.fill("#tested_on", "2026-11-20")
        self.page.check("#not_always_open")
        self.page.fill("#statement", statement)

    def issue(self, name: str) -> None:
        """Look at the notice and issue it; the register may first have to hear of a file uploaded a moment ago."""
        deadline = monotonic() + PATIENCE
        self.press("button[value=periksa]", name)
        while not self.page.locator("button[value=terbitkan]").count():
            assert monotonic() < deadline, self.page.inner_text("main")[:2000]
            with suppress(Error):
                self.page.wait_for_timeout(250)
            self.press("button[value=periksa]", name)
        self.press("button[value=terbitkan]", "decided")
        assert "sudah terbit" in self.page.inner_text("main")
