"""Files in which a name of nobody stands at several places, of which a redaction may leave some."""

from pikepdf import Dictionary

from tests.corpora.leaking_pdfs import LINE, paper, pictured, said, saved, scan

NAME = "Siti Rahmawati"
OTHERS = "Siti Rahmawatiningsih"  # who is somebody else


def twice() -> bytes:
    """The name on two pages, cased and spaced in two ways, and one that only begins like it."""
    first = said(f"Saksi {NAME}") + said(LINE, y=600)
    return saved(paper(first, said(f"Saksi SITI  RAHMAWATI dan {OTHERS}") + said(LINE, y=600)))


def in_a_picture() -> bytes:
    """The name in a line of text, and once more in a picture amid words, as on a copied identity card."""
    text = said(f"Saksi {NAME} memberikan keterangan di hadapan petugas pemungutan suara", size=12)
    file = paper(text + said(LINE, y=670) + b"q 480 0 0 120 60 420 cm /Im1 Do Q\n")
    card = scan(f"Nama: {NAME.upper()}").crop((100, 220, 1060, 460))
    file.pages[0].Resources.XObject = Dictionary(Im1=pictured(file, card))
    return saved(file)
