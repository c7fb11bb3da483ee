"""Files as offices and citizens really send them. None of them may be refused."""

import io
import os
import zipfile
from collections.abc import Callable, Mapping

import docx
import pikepdf
import typst
import xlsxwriter
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

from tests.corpora.leaking_pdfs import LINE, clean, paper, pictured, said, saved

_SMALL = Image.new("RGB", (90, 90))
ODT = "application/vnd.oasis.opendocument.text"


def pdf(size: int = 0) -> bytes:
    """A PDF of at least so many bytes, of which no two are the same."""
    return marked(os.urandom(size or 16))


def marked(content: bytes) -> bytes:
    """A PDF that holds these very bytes."""
    file = paper(said(LINE))
    profile = file.make_indirect(Stream(file, content))  # of how to print it, which nobody here reads
    file.Root.OutputIntents = Array([Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, DestOutputProfile=profile)])
    return saved(file, compress_streams=False)


def letter() -> bytes:
    """A letter as this platform sets it."""
    return typst.compile(
        b"#set document(title: [Surat])\n= Pemberitahuan\nYth. Pemohon.", format="pdf", pdf_standards="ua-1"
    )


def photo(width: int = 1200, height: int = 900, form: str = "JPEG", **options: object) -> bytes:
    """A photograph."""
    made = io.BytesIO()
    Image.effect_noise((width, height), 40).convert("RGB").save(made, form, **options)  # type: ignore[arg-type]
    return made.getvalue()


def scan(pages: int = 2) -> bytes:
    """Pages of pictures, as a scanner makes them."""
    file = paper(*[b"q 595 0 0 842 0 0 cm /P Do Q"] * pages)
    for page in file.pages:
        page.obj.Resources.XObject = Dictionary(P=pictured(file, Image.effect_noise((620, 877), 30)))
    return saved(file)


def owner_locked() -> bytes:
    """A PDF that anybody may read and nobody may change."""
    return saved(paper(said(LINE)), encryption=pikepdf.Encryption(owner="pemilik", user=""))


def linked() -> bytes:
    """A PDF with a link to the web, one to a page, and an empty form."""
    file = paper(said(LINE), said(LINE))
    web = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    web.A = Dictionary(S=Name.URI, URI=pikepdf.String("https://kpu.go.id/JS?a=/Launch"))
    inner = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    inner.A = Dictionary(S=Name.GoTo, D=Array([file.pages[1].obj, Name.Fit]))
    file.pages[0].obj.Annots = Array([web, inner])
    file.Root.AcroForm = Dictionary(Fields=Array([]))
    return saved(file)


def document() -> bytes:
    """A DOCX with a table, a picture and a link."""
    made, file = io.BytesIO(), docx.Document()
    file.add_heading("Jawaban permohonan informasi")
    file.add_table(2, 2).cell(0, 0).text = "TPS 01"
    file.add_picture(io.BytesIO(photo(200, 200)))
    file.part.relate_to("https://kpu.go.id", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    file.save(made)
    return made.getvalue()


def workbook() -> bytes:
    """An XLSX with numbers, a chart, a formula and a link."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        sheet.write_column(0, 0, range(5000))
        sheet.write_formula("B1", "=SUM(A1:A5000)")
        sheet.write_url("B2", "https://kpu.go.id")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Sheet1!$A$1:$A$9"})
        sheet.insert_chart("C3", chart)
    return made.getvalue()


def charted_document() -> bytes:
    """A DOCX with a chart, which brings the sheet it was drawn from."""
    return packed(document(), {"word/embeddings/Microsoft_Excel_Sheet1.xlsx": workbook()})


def opendocument() -> bytes:
    """An ODT."""
    return zipped({"mimetype": ODT.encode(), "content.xml": b"<x/>", "META-INF/manifest.xml": b"<m/>"}, stored=1)


def zipped(entries: Mapping[str, bytes], *, stored: int = 0) -> bytes:
    """A ZIP; the first entries may be stored as they are."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for place, (name, content) in enumerate(entries.items()):
            packing = zipfile.ZIP_STORED if place < stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, packing)
    return made.getvalue()


def packed(office: bytes, entries: Mapping[str, bytes]) -> bytes:
    """An office file with entries added or put in the place of its own."""
    with zipfile.ZipFile(io.BytesIO(office)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()} | dict(entries))


def padded(size: int) -> tuple[bytes, int, bytes]:
    """A PDF of exactly so many bytes that need not be held: its beginning, how many zeros follow, its end."""
    begin = (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    )
    places = [begin.index(b"%d 0 obj" % number) for number in (1, 2, 3)] + [len(begin)]
    stream = b"4 0 obj<</Length %010d>>stream\n"

    def end(zeros: int) -> bytes:
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        at = len(begin) + len(stream % 0) + zeros + len(b"\nendstream endobj\n")
        head = b"\nendstream endobj\nxref\n0 5\n0000000000 65535 f \n"
        return head + table + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%010d\n%%%%EOF\n" % at

    zeros = size - len(begin) - len(stream % 0) - len(end(0))
    return begin + stream % zeros, zeros, end(zeros)


HONEST: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "pdf": ("jawaban.pdf", pdf),
    "pdf of 300 pages": ("rekap.pdf", lambda: clean(300)),
    "pdf of 30 megabytes": ("pindaian.pdf", lambda: pdf(30 << 20)),
    "pdf as this platform sets it": ("surat.pdf", letter),
    "scanned pdf": ("ktp.pdf", scan),
    "pdf that may not be changed": ("sk.pdf", owner_locked),
    "pdf with links and a form": ("tautan.pdf", linked),
    "pdf saved twice": ("revisi.pdf", lambda: pdf() + b"\n%%EOF\n"),
    "jpeg": ("foto.jpg", photo),
    "jpeg of 64 million points": ("ponsel.JPEG", lambda: photo(9248, 6936, quality=20)),
    "jpeg of two pictures": ("ganda.jpg", lambda: photo(form="MPO", save_all=True, append_images=[_SMALL])),
    "jpeg with a film behind it": ("gerak.jpg", lambda: photo() + b"\0\0\0\x18ftypmp42" + os.urandom(50_000)),
    "png": ("tangkapan.png", lambda: photo(form="PNG")),
    "docx": ("jawaban.docx", document),
    "docx with a chart": ("bagan.docx", charted_document),
    "xlsx": ("rekap.xlsx", workbook),
    "odt": ("surat.odt", opendocument),
    "csv": ("dpt.csv", lambda: 'No;TPS;Jumlah\r\n1;TPS 01 – Beji;-250\r\n2;"+62812";3\r\n'.encode() * 2000),
    "text": ("catatan.txt", lambda: "Catatan rapat\n\t– hadir: 5\f\n".encode() * 500),
}
