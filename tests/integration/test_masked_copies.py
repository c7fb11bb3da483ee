"""Blackening what has no pages: marks by cell, word and kind of data, a copy that a second person approves."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from python_calamine import CalamineWorkbook
from werkzeug.test import TestResponse

from tests.corpora import leaking_sheets, leaking_texts, mails
from tests.corpora.leaking_pdfs import SECRET
from tests.corpora.leaking_sheets import book, cell
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.document_desk import previewed, shown, tick
from tests.integration.redacting import BOX, PPID, ask, begun, decide, given, propose, save, seen

pytestmark = pytest.mark.stack
MARK = "[dihitamkan: ps. 17 huruf h]"
SHEET = f'<row r="2">{cell("A2", "Siti Rahmawati")}{cell("B2", SECRET)}</row><row r="3">{cell("A3", "Beji")}</row>'
CELLS = {"area": "Rekap!A2:A2", "ground": "h", "note": "Milik Siti"}
NIK = {"pattern": "nik", "ground": "h", "act": "UU 27/2022 Pasal 4 ayat (2)"}


def _mask(documents: Working, redaction: dict[str, Any], *masks: dict[str, Any], office: str = DEPOK) -> TestResponse:
    path, headers = f"/v1/redactions/{redaction['id']}/masks", {"If-Match": f'"{redaction["version"]}"'}
    return ask(documents, path, office=office, method="PUT", json={"masks": masks}, headers=headers)


def _masked(documents: Working, *masks: dict[str, Any], **sent: Any) -> dict[str, Any]:
    """A redaction that was proposed, with its copy as far as it came."""
    redaction = begun(documents, **{"content": book(SHEET, state="hidden"), "name": "Rekap.xlsx"} | sent)
    answer = _mask(documents, redaction, *masks)
    assert answer.status_code == 200, answer.get_json()
    assert propose(documents, answer.get_json()).status_code == 200
    tick(documents, timedelta(seconds=5))
    return seen(documents, redaction)


def _bytes(documents: Working, redaction: dict[str, Any]) -> bytes:
    return ask(documents, f"/v1/redactions/{redaction['id']}/copy").data


@pytest.mark.promise("blackening")
def test_a_workbook_with_masks_becomes_a_clean_copy_that_is_given_once_approved(documents: Working) -> None:
    redaction = _masked(documents, CELLS, NIK)
    assert redaction["copy"]["state"] == "ready"
    assert [mask["area"] or mask["pattern"] for mask in redaction["masks"]] == ["Rekap!A2:A2", "nik"]
    copy = shown(documents, {"id": redaction["copy"]["document"]})
    assert (copy["name"], copy["clearance"]["findings"]) == ("Rekap (dihitamkan).xlsx", [])
    content = _bytes(documents, redaction)
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as read:
        assert read.sheet_names == ["Rekap", "Penghitaman"]
        assert read.get_sheet_by_name("Rekap").to_python()[1:] == [[MARK, MARK], ["Beji", ""]]
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        raw = "".join(file.read(part).decode("utf-8", "replace") for part in file.namelist())
    assert [leak for leak in ("Siti", SECRET, "Gaji", "Budi") if leak in raw] == []
    assert "UU 27/2022 Pasal 4 ayat (2)" in raw
    assert decide(documents, redaction, PPID).status_code == 200
    assert seen(documents, redaction)["copy"]["cleared"]
    assert given(documents, redaction).data == content


@pytest.mark.parametrize(
    ("name", "content", "mask", "wanted"),
    [
        ("dpt.csv", f"Nama;NIK\r\nSiti;{SECRET}\r\n".encode(), {"area": "B2:B9"}, f"Siti;{MARK}".encode()),
        ("catatan.txt", b"Satu\nDua\n", {"area": "2:2"}, f"Satu\r\n{MARK}".encode()),
    ],
)
def test_values_and_lines_are_copied_in_the_form_they_came_in(
    documents: Working, name: str, content: bytes, mask: dict[str, Any], wanted: bytes
) -> None:
    redaction = _masked(documents, mask | {"ground": "h"}, content=content, name=name)
    copy = shown(documents, {"id": redaction["copy"]["document"]})
    assert copy["name"] == name.replace(".", " (dihitamkan).")
    assert copy["clearance"]["findings"] == []
    assert wanted in _bytes(documents, redaction)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("putusan.docx", leaking_texts.word(leaking_texts.run("Pemilih Siti Rahmawati dari Beji"))),
        ("putusan.odt", leaking_texts.open_document("<text:p>Pemilih Siti Rahmawati dari Beji</text:p>")),
    ],
)
def test_a_text_becomes_a_plain_docx(documents: Working, name: str, content: bytes) -> None:
    redaction = _masked(documents, {"words": "siti rahmawati", "ground": "h"}, content=content, name=name)
    copy = shown(documents, {"id": redaction["copy"]["document"]})
    assert (copy["name"], copy["clearance"]["findings"]) == ("putusan (dihitamkan).docx", [])
    with zipfile.ZipFile(io.BytesIO(_bytes(documents, redaction))) as file:
        assert f"Pemilih {MARK} dari Beji" in file.read("word/document.xml").decode()


def test_a_message_becomes_a_text_that_passes_the_gate_and_its_words_are_shown(documents: Working) -> None:
    content = mails.carrying(b"x", "ktp.txt", Received="from [10.1.2.3]", To="Siti <siti@example.com>")
    redaction = _masked(documents, {"pattern": "email", "ground": "h"}, content=content, name="surel.eml")
    original = previewed(documents, {"id": redaction["document"]})
    assert original["media_type"] == "message/rfc822"
    places = [one["where"] for one in original["clearance"]["findings"]]
    assert places == ["isi surel"], "what no reader sees of it is not copied"
    words = ask(documents, f"/v1/documents/{original['id']}/text").get_json()["words"]
    assert "Kepada: Siti <siti@example.com>" in words
    copy = shown(documents, {"id": redaction["copy"]["document"]})
    assert (copy["name"], copy["clearance"]["findings"]) == ("surel (dihitamkan).txt", [])
    lines = _bytes(documents, redaction).decode().splitlines()
    assert f"Kepada: Siti <{MARK}>" in lines
    assert "- ktp.txt (1 KB)" in lines
    assert not any("10.1.2.3" in line for line in lines)


def test_a_mask_that_hits_nothing_makes_no_copy_and_says_so(documents: Working) -> None:
    copy = _masked(documents, CELLS, {"words": "Budi Santoso", "ground": "h"})["copy"]
    assert copy["state"] == "failed"
    assert "“Budi Santoso”" in copy["why"]
    assert "Rekap!A2:A2" not in copy["why"]


@pytest.mark.parametrize(
    ("mask", "field"),
    [
        ({"area": "A2:B9"}, "area"),
        ({"area": "Rekap!A"}, "area"),
        ({"area": "Rekap!A1", "words": "Siti"}, "area"),
        ({}, "area"),
        ({"pattern": "alamat"}, "pattern"),
        ({"words": "Siti", "ground": "j"}, "act"),
        ({"words": "Siti", "ground": "x"}, "ground"),
    ],
)
def test_what_cannot_be_meant_is_said_beside_its_field_and_nothing_is_saved(
    documents: Working, mask: dict[str, Any], field: str
) -> None:
    redaction = begun(documents, content=book(SHEET), name="rekap.xlsx")
    answer = _mask(documents, redaction, CELLS, {"ground": "h"} | mask)
    assert answer.status_code == 422
    assert [one["pointer"] for one in answer.get_json()["errors"]] == [f"/masks/1/{field}"]
    assert seen(documents, redaction)["version"] == redaction["version"]


def test_masks_are_for_files_without_pages_and_boxes_for_the_others(documents: Working) -> None:
    paged, sheet = begun(documents), begun(documents, content=leaking_sheets.book(SHEET), name="rekap.xlsx")
    answer = _mask(documents, paged, NIK)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "not-redactable")
    assert save(documents, sheet, BOX).status_code == 422
    call = {"method": "POST", "json": {"patterns": ["nik"]}}
    assert ask(documents, f"/v1/redactions/{paged['id']}/masks/finds", **call).get_json()["code"] == "not-redactable"
    for path in ("pages/1.png", "finds"):
        call = {"method": "POST", "json": {"patterns": ["nik"]}} if path == "finds" else {}
        assert ask(documents, f"/v1/redactions/{sheet['id']}/{path}", **call).get_json()["code"] == "not-redactable"


def test_what_is_found_is_told_masked_and_taken_over_by_its_place(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    redaction = begun(documents, content=book(SHEET), name="rekap.xlsx")
    path, asked = f"/v1/redactions/{redaction['id']}/masks", {"patterns": ["nik"], "words": ["Siti Rahmawati"]}
    answer = ask(documents, f"{path}/finds", method="POST", json=asked)
    assert [(one["sample"], one["where"], one["covered"]) for one in answer.get_json()["items"]] == [
        ("S. R.", ["Rekap!A2"], False),
        ("••••••••••••9001", ["Rekap!B2"], False),
    ]
    assert SECRET not in answer.text
    headers = {"If-Match": f'"{redaction["version"]}"'}
    said: dict[str, Any] = {"method": "POST", "headers": headers, "json": asked | {"take": [1], "ground": "h"}}
    taken = ask(documents, f"{path}/taken", **said).get_json()
    assert [mask["words"] for mask in taken["masks"]] == [SECRET]
    assert ask(documents, f"{path}/taken", **said).status_code == 412
    later = said | {"headers": {"If-Match": f'"{taken["version"]}"'}, "json": asked | {"take": [2], "ground": "h"}}
    nothing = ask(documents, f"{path}/taken", **later)
    assert (nothing.status_code, nothing.get_json()["errors"][0]["pointer"]) == (422, "/take")
    again = ask(documents, f"{path}/finds", method="POST", json=asked).get_json()["items"]
    assert [one["covered"] for one in again] == [False, True]
    noted = "select facts from audit_entry where act = 'redaction.searched' and subject = %s"
    assert rows.execute(noted, [redaction["id"]]).fetchall() == [({"found": 2},)] * 2


def test_another_office_masks_nothing_here(documents: Working) -> None:
    redaction = begun(documents, content=book(SHEET), name="rekap.xlsx")
    assert _mask(documents, redaction, NIK, office=MAKASSAR).status_code == 404
