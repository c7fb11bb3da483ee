"""Exhibits as pages of one PDF: each behind its page, numbered through, with nothing that acts or hides."""

import hashlib
import json
import shutil
import subprocess
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader

from chassis.typesetting import set_pdf
from services.documents.disputes.domain.exhibits import LARGEST, MOST_DRAWN, Room, Unpaged, obstacle, taken_in_by
from services.documents.disputes.queries import exhibits as bundling
from services.documents.disputes.queries.exhibits import Bundle, Exhibit
from services.documents.examining import pdf as examining
from services.documents.files.domain.flaws import Flaw
from services.documents.files.queries.files import Damaged
from services.documents.packing import Part, dispute_pdf, leafing
from tests.corpora import hostile_pdfs, leaking_pdfs
from tests.corpora.leaking_pdfs import LINE, SECRET, paper, said, saved

AT = datetime(2026, 12, 4, tzinfo=UTC)
PDF = "application/pdf"
HEAD: dict[str, Any] = {
    "title": "Berkas sengketa informasi", "footing": "berkas sengketa", "office": "KPU Kota Depok", "number": "7/2026",
    "commission": "KI Jabar", "request_number": "1", "objection_number": "2", "grounds": ["huruf d"],
    "drawn_up": "4 Desember 2026", "happenings": [], "served": [], "notes": [], "withheld": [],
}  # fmt: skip


_HAPPENED = {"on": "1 Mei", "what": "Permohonan", "note": None, "article": "Pasal 22"}


def _photo() -> bytes:
    shown, out = Image.new("RGB", (800, 500), "white"), BytesIO()
    ImageDraw.Draw(shown).rectangle((0, 0, 400, 500), fill=(200, 0, 0))
    shown.save(out, "JPEG")
    return out.getvalue()


FILES = {
    "laporan.pdf": (PDF, saved(paper(said("Laporan asli")))),
    "lembar-lebar.pdf": (PDF, saved(paper(said("Tabel lebar"), rotate=90))),
    "foto.jpg": ("image/jpeg", _photo()),
    "daftar.csv": ("text/csv", b"nama;jumlah\n"),
    "rusak.pdf": (PDF, b"%PDF-1.7\n nothing more"),
    "terkunci.pdf": (PDF, hostile_pdfs.PDFS["password, revision 6 with AES"][1]()),
    "rapat.pdf": (PDF, leaking_pdfs.clean(3)),
}


def _bundle(files: dict[str, tuple[str, bytes]] = FILES) -> Bundle:
    parts = [Part.of(f"diberikan/{name}", name, kind, content) for name, (kind, content) in files.items()]
    return bundling.bound([Exhibit(n, one, "diterima 1 Mei") for n, one in enumerate(parts, 1)], HEAD, AT, lambda: None)


@pytest.fixture(scope="module")
def bundle() -> bytes:
    """A file of every kind in one PDF."""
    return b"".join(_bundle().pieces())


@pytest.fixture(scope="module")
def pages(bundle: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(bundle)).pages]


def test_every_page_says_which_one_it_is_of_how_many(pages: list[str]) -> None:
    for number, words in enumerate(pages, 1):
        assert f"hal. {number} dari {len(pages)}" in words


def test_each_exhibit_stands_behind_a_page_that_names_it_with_its_digest(pages: list[str]) -> None:
    for number, (name, (_, content)) in enumerate(FILES.items(), 1):
        first = next(words for words in pages[1:] if f"Bukti T-{number} {name}" in words)
        assert hashlib.sha256(content).hexdigest() in first
        assert f"diberikan/{name}" in first
    named = next(place for place, words in enumerate(pages) if words.startswith("Bukti T-1 laporan.pdf"))
    assert "Laporan asli" in pages[named + 1], "its letters can be searched and copied"
    assert sum(LINE in words for words in pages) == 3, "each of its pages is there once"


def test_what_has_no_pages_says_so_and_where_it_lies_and_breaks_nothing(pages: list[str]) -> None:
    for name, why in {
        "daftar.csv": Unpaged.KIND,
        "rusak.pdf": Unpaged.UNREADABLE,
        "terkunci.pdf": Unpaged.LOCKED,
    }.items():
        assert any(name in words and why.sentence in words for words in pages[1:]), name


def test_the_index_leads_to_each_exhibit_and_so_do_the_bookmarks(bundle: bytes, pages: list[str]) -> None:
    read = PdfReader(BytesIO(bundle))
    marks = [one for one in read.outline[1] if not isinstance(one, list)]  # type: ignore[union-attr]
    places = {
        str(one.title).split()[1]: read.get_destination_page_number(one) for one in marks if "T-" in str(one.title)
    }
    assert list(places) == [f"T-{n}" for n in range(1, len(FILES) + 1)]
    for mark, place in places.items():
        assert f"Bukti {mark} " in pages[place]
        assert f"{place + 1}" in pages[0].partition("Daftar bukti")[2]
    notes = [note.get_object() for note in read.pages[0]["/Annots"]]  # type: ignore[attr-defined]
    led = {read.get_destination_page_number(read.named_destinations[str(note["/Dest"])]) for note in notes}
    assert led == set(places.values())


def test_a_picture_and_a_wide_page_lie_as_people_see_them(bundle: bytes, pages: list[str]) -> None:
    read = PdfReader(BytesIO(bundle))
    lying = {n for n, page in enumerate(read.pages) if page.mediabox.width > page.mediabox.height}
    wide = next(n for n, words in enumerate(pages) if "Tabel lebar" in words)
    assert len(lying) == 2
    assert wide in lying


def test_a_picture_is_drawn_the_same_byte_for_byte() -> None:
    drawn = set()
    for _ in range(2):
        _, made = leafing.work(BytesIO(_photo()), media_type="image/jpeg", most=9)
        assert not isinstance(made, bytes)
        with made:
            drawn.add(made.read())
    assert len(drawn) == 1


def test_another_program_finds_no_fault_and_the_same_words(bundle: bytes) -> None:
    with pikepdf.open(BytesIO(bundle)) as read:
        assert read.check_pdf_syntax() == []
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not here")
    told = subprocess.run(["pdftotext", "-raw", "-", "-"], input=bundle, capture_output=True, check=True)
    assert told.stderr == b""
    assert b"Laporan asli" in told.stdout
    assert b"hal. 4 dari" in told.stdout


def test_a_screen_reader_finds_the_pages_that_were_put_in_where_they_belong(bundle: bytes) -> None:
    with pikepdf.open(BytesIO(bundle)) as read:
        assert (str(read.Root.Lang), bool(read.Root.ViewerPreferences.DisplayDocTitle)) == ("id", True)
        assert str(read.docinfo["/Title"]) == "Berkas sengketa informasi 7/2026"
        assert b"pdfuaid" not in read.Root.Metadata.read_bytes(), "what strangers drew is held to no standard"
        figure = next(one for one in read.Root.StructTreeRoot.K[0].K if pikepdf.Name.Figure == one.S)
        assert str(figure.Alt) == "Bukti T-3, foto.jpg, halaman 1 dari 1"
        assert figure.Pg.objgen in {page.obj.objgen for page in read.pages}
    if not shutil.which("pdfinfo"):
        pytest.skip("pdfinfo (poppler-utils) is not here")
    told = subprocess.run(
        ["pdfinfo", "-struct-text", "-"], input=bundle, capture_output=True, check=True
    ).stdout.decode()
    heard = (
        "Daftar bukti",
        'H2 "Bukti T-1',
        'P "Bukti T-1, laporan.pdf, halaman 1 dari 1"',
        "Laporan asli",
        'H2 "Bukti T-2',
    )
    places = [told.index(one) for one in heard]
    assert places == sorted(places)
    assert [told.count(f"Bukti T-7, rapat.pdf, halaman {number} dari 3") for number in (1, 2, 3)] == [1, 1, 1]


def test_a_name_that_is_longer_than_a_line_stays_on_the_page() -> None:
    bundle = b"".join(_bundle({"y" * 150 + ".csv": ("text/csv", b"a")}).pieces())
    for page in pdfium.PdfDocument(bundle):
        words = page.get_textpage()
        assert max(words.get_charbox(n)[2] for n in range(words.count_chars())) < page.get_width()


def test_the_frame_alone_is_held_to_the_standard_for_screen_readers() -> None:
    exhibit = Exhibit(1, Part.of("a.csv", "a.csv", "text/csv", b"a"), "diterima 1 Mei").told(bundling.Leaves())
    shown = {"happenings": [_HAPPENED], "served": [("1 Mei", "diterima")], "withheld": [exhibit], "notes": ["Ada."]}
    assert set_pdf(dispute_pdf._TEMPLATE, json.dumps(HEAD | shown | {"exhibits": [exhibit]}), AT).startswith(b"%PDF-")


@pytest.mark.promise("dispute")
@pytest.mark.parametrize(
    "name", [name for name, (_, _, flaw) in hostile_pdfs.PDFS.items() if flaw in (Flaw.SCRIPT, Flaw.ATTACHMENT)]
)
def test_nothing_that_acts_or_is_carried_comes_along(name: str) -> None:
    if name == "form that is a program":
        return
    told, made = leafing.work(BytesIO(hostile_pdfs.PDFS[name][1]()), media_type=PDF, most=9)
    assert not isinstance(made, bytes)
    with made:
        assert len(told["lying"]) == 1
        examining.look(made)  # type: ignore[arg-type]
        made.seek(0)
        page = PdfReader(made).pages[0]
        assert LINE in page.extract_text()
        assert "/Annots" not in page


@pytest.mark.parametrize("make", [leaking_pdfs._switched_off, leaking_pdfs._saved_over, leaking_pdfs._filled_in])
def test_what_a_file_does_not_show_is_not_shown_by_its_copy_either(make: Any) -> None:
    told, made = leafing.work(BytesIO(make()), media_type=PDF, most=9)
    assert not isinstance(made, bytes)
    with made:
        assert len(told["lying"]) == 1
        with pikepdf.open(made) as read:
            held = b"".join(
                one.read_bytes()
                for one in read.objects
                if isinstance(one, pikepdf.Stream) and "/Im" not in str(one.get("/Subtype"))
            )
        assert SECRET.encode() not in held


def test_what_no_drawing_order_uses_does_not_come_along() -> None:
    file = paper(said(LINE))
    used = file.pages[0].obj.Resources
    used.Secret = pikepdf.String(SECRET)
    used.XObject = pikepdf.Dictionary(Unused=pikepdf.Stream(file, said(SECRET), Subtype=pikepdf.Name.Form))
    _, made = leafing.work(BytesIO(saved(file)), media_type=PDF, most=9)
    assert not isinstance(made, bytes)
    with made, pikepdf.open(made) as read:
        assert LINE in PdfReader(made).pages[0].extract_text()
        held = [one.unparse() + (one.read_bytes() if isinstance(one, pikepdf.Stream) else b"") for one in read.objects]
    assert SECRET.encode() not in b"".join(held)


def test_every_page_of_a_scan_in_one_file_is_taken() -> None:
    first, second, out = Image.new("L", (300, 200), 255), Image.new("L", (200, 300), 255), BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=[second])
    told, made = leafing.work(BytesIO(out.getvalue()), media_type="image/tiff", most=9)
    assert told == {"lying": [True, False]}
    assert not isinstance(made, bytes)
    made.close()


def test_what_does_not_fit_any_more_is_left_out_and_says_so() -> None:
    assert obstacle(PDF, LARGEST) is None
    assert obstacle(PDF, LARGEST + 1) is Unpaged.LARGE
    told, made = leafing.work(BytesIO(leaking_pdfs.clean(3)), media_type=PDF, most=Room(pages=5).less(3, 0).pages)
    assert (told, made) == ({"why": Unpaged.FULL}, b"")
    small, out = Image.new("1", (4, 4)), BytesIO()
    small.save(out, "TIFF", save_all=True, append_images=[small] * MOST_DRAWN)
    told, made = leafing.work(BytesIO(out.getvalue()), media_type="image/tiff", most=2000)
    assert (told, made) == ({"why": Unpaged.DRAWN}, b"")


def test_who_brought_a_file_is_told_apart_person_program_and_copy() -> None:
    assert taken_in_by("staff:31", "Rina Wati", is_copy=False) == "Rina Wati, petugas kantor"
    assert taken_in_by("staff:31", None, is_copy=False) == "petugas kantor, akun 31"
    assert taken_in_by("client:arsip", "Arsip", is_copy=False) == "program kantor, arsip"
    copy = "Rina Wati, petugas kantor, sebagai salinan yang dihitamkan"
    assert taken_in_by("staff:31", "Rina Wati", is_copy=True) == copy


def test_a_large_exhibit_takes_no_more_memory_of_the_service_than_a_small_one() -> None:
    large = saved(paper(said(LINE) + b"% " + b"isi " * 8_000_000 + b"\n"), compress_streams=False)
    part = Part("besar.pdf", "besar.pdf", PDF, len(large), hashlib.sha256(large).hexdigest(), lambda: _pieces(large))
    tracemalloc.start()
    made = bundling.bound([Exhibit(1, part, "")], HEAD, AT, lambda: None)
    size = sum(map(len, made.pieces()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size == made.size
    assert peak < 8 << 20


def _pieces(whole: bytes) -> Iterator[bytes]:
    for start in range(0, len(whole), 1 << 20):
        yield whole[start : start + (1 << 20)]


def test_other_bytes_than_those_recorded_make_no_pages() -> None:
    part = Part("a.pdf", "a.pdf", PDF, 3, hashlib.sha256(b"abc").hexdigest(), lambda: [b"abd"])
    with pytest.raises(Damaged):
        bundling.bound([Exhibit(1, part, "")], HEAD, AT, lambda: None)
