"""What is found in a file without pages before it is masked: each thing once, by its place, and all of it maskable."""

import io
from typing import Any

import pytest

from chassis.errors import Invalid
from services.documents.copies import making
from services.documents.files.domain import formats
from services.documents.files.domain.formats import CSV, DOCX, MAIL, ODT, TEXT, XLSX
from services.documents.redaction import seeking
from services.documents.redaction.domain import masks
from tests.corpora import leaking_texts, mails
from tests.corpora.leaking_pdfs import SECRET
from tests.corpora.leaking_sheets import book, cell

SHEET = (
    f'<row r="2">{cell("A2", "Siti Rahmawati")}{cell("B2", SECRET)}</row><row r="9">{cell("B9", f"NIK {SECRET}")}</row>'
)
KINDS = ["nik", "kk", "phone", "email"]
WRITTEN = [
    f"NIK {SECRET}", "NIK 3276 9954 0398 9002", "NIK: 327699.540398.9003", "No. KK 3276995403989004", "HP 081234567890",
    "HP +62 812-3456-7891", "0857.1234.5678", "siti@gmail.com", "Siti R <budi.s99@yahoo.co.id>", "a(at)ui.ac.id",
]  # fmt: skip


def _found(content: bytes, kind: formats.Format, *there: dict[str, Any], **asked: Any) -> dict[str, Any]:
    full = [{"ground": "h"} | mask for mask in there]
    said = {"words": [], "patterns": KINDS} | asked
    told, _ = seeking.work(io.BytesIO(content), media_type=kind.media_type, masks=full, **said)
    return told


@pytest.mark.parametrize(
    ("content", "kind", "where"),
    [
        (book(SHEET), XLSX, ["Rekap!B2", "Rekap!B9"]),
        (f"Nama;NIK\r\nSiti;{SECRET}\r\n".encode(), CSV, ["sel B2"]),
        (f"Satu\nNIK {SECRET}\n".encode(), TEXT, ["baris 2"]),
        (leaking_texts.word(leaking_texts.run("Satu") + leaking_texts.run(SECRET)), DOCX, ["paragraf 2"]),
        (leaking_texts.open_document(f"<text:p>{SECRET}</text:p>"), ODT, ["paragraf 1"]),
        (mails.mail(f"Yth.\nNIK {SECRET[:6]} {SECRET[6:12]}\n{SECRET[12:]}").as_bytes(), MAIL, ["baris 7"]),
    ],
    ids=["workbook", "values", "text", "document", "open document", "message"],
)
def test_a_number_is_found_once_with_every_place_and_shown_by_its_end(
    content: bytes, kind: formats.Format, where: list[str]
) -> None:
    found = _found(content, kind)
    (one,) = found["items"]
    assert (one["kind"], one["sample"], one["where"]) == ("nik", "••••••••••••9001", where)
    assert (one["count"], one["covered"], found["more"]) == (len(where), False, False)
    _, hidden = _masked(content, kind, {"words": one["words"]})
    assert hidden == []
    assert [after["covered"] for after in _found(content, kind, {"words": one["words"]})["items"]] == [True]


def _masked(content: bytes, kind: formats.Format, *told: dict[str, Any]) -> tuple[bytes, list[int]]:
    said, copy = making.work(
        io.BytesIO(content), media_type=kind.media_type, masks=[{"ground": "h"} | mask for mask in told], boxes={},
        says={"title": "", "made_on": "2026-11-26T00:00:00+00:00", "annex": "", "log": {"grounds": []}}, names=[],
    )  # fmt: skip
    return copy, said["missed"]


def test_all_that_is_found_can_be_taken_over_and_then_none_of_it_is_left() -> None:
    content = "\n".join(WRITTEN).encode()
    found = _found(content, TEXT)["items"]
    assert len(found) == len(WRITTEN)
    taken = [mask.told() for mask in masks.taken_over(found, range(len(found)), "h")]
    copy, missed = _masked(content, TEXT, *taken)
    assert missed == []
    assert _found(copy, TEXT)["items"] == []


@pytest.mark.parametrize("mask", [{"area": "Rekap!B2:B9"}, {"pattern": "nik"}, {"area": "Rekap!B:B"}], ids=str)
def test_what_masks_hide_already_is_said_to_be_covered(mask: dict[str, Any]) -> None:
    assert [one["covered"] for one in _found(book(SHEET), XLSX, mask)["items"]] == [True]
    assert not _found(book(SHEET), XLSX, {"area": "Rekap!B2"})["items"][0]["covered"], "it stands elsewhere too"


def test_words_are_found_as_typed_and_only_what_was_asked_for() -> None:
    found = _found(book(SHEET), XLSX, words=["siti rahmawati"], patterns=["phone"])["items"]
    assert [(one["kind"], one["sample"], one["where"]) for one in found] == [("name", "S. R.", ["Rekap!A2"])]


def test_what_is_more_than_can_be_looked_at_one_by_one_is_said_to_be_there() -> None:
    content = "\n".join(f"0812-3456-{number:04}" for number in range(seeking.MOST + 1)).encode()
    found = _found(content, TEXT)
    assert (len(found["items"]), found["more"]) == (seeking.MOST, True)


@pytest.mark.parametrize("place", [-1, 1])
def test_nothing_is_taken_over_that_was_not_found(place: int) -> None:
    with pytest.raises(Invalid) as refused:
        masks.taken_over([{"words": SECRET}], [0, place], "h")
    assert [fault.pointer for fault in refused.value.faults] == ["/take"]
