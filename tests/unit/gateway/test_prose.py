"""The lint over what people read: what it catches, and that no catalogue or letter holds any of it."""

import re
from pathlib import Path

from gateway import i18n
from tests.prose import slips
from tests.table import table

ROOT = Path(i18n.__file__).parents[2]
_LETTERS = sorted((ROOT / "services").rglob("*.typ")) + sorted((ROOT / "services/notify/templates").rglob("*.txt"))
_TAGS = re.compile(r"{[{%#].*?[}%#]}", re.DOTALL)
_QUOTED = re.compile(r'"([^"\n]*)"|\[([^\]\n]*)\]')


@table(
    ("text", "caught"),
    [
        ("Ditetapkan dengan Keputusan Keputusan KPU Nomor 12.", ["Keputusan Keputusan"]),
        ("Paling lambat 2026-12-09.", ["2026-12-09"]),
        ("Pilih salah satu dari: sim, passport.", ["sim"]),
        ("Alasan: not_documented", ["not_documented"]),
        ("Berkas daftar_pemilih.pdf, surat 001/PPID-P/32.76/XI/2026, undang-undang", []),
    ],
)
def test_a_slip_is_caught_and_a_plain_sentence_is_not(text: str, caught: list[str]) -> None:
    assert slips([text]) == caught


@table("language", i18n.LANGUAGES)
def test_no_sentence_of_the_pages_holds_a_slip(language: str) -> None:
    said = {key: text for key, text in i18n.catalogue(language).items() if not key.startswith("api.")}
    assert {key: found for key, text in said.items() if (found := slips([text]))} == {}


def test_no_template_of_a_letter_or_message_holds_a_slip() -> None:
    assert _LETTERS
    assert {path.name: found for path in _LETTERS if (found := slips(_sentences(path)))} == {}


def _sentences(path: Path) -> list[str]:
    text = path.read_text("utf-8")
    return _TAGS.split(text) if path.suffix == ".txt" else [one or other for one, other in _QUOTED.findall(text)]


def test_one_thing_has_one_word_on_indonesian_pages() -> None:
    others = re.compile(r"e-mail|serta merta|surat bukti", re.IGNORECASE)  # surel, serta-merta, dokumen identitas
    assert {key for key, text in i18n.catalogue(i18n.ORIGINAL).items() if others.search(text)} == set()
