"""Granting all with a blackened copy: the statement that it rests on, and the way out that keeps what was typed."""

from io import BytesIO

import pytest

from chassis.client import Refused
from tests.integration.gateway.browser import Browser
from tests.integration.gateway.services import Documents, Memory
from tests.integration.gateway.test_deciding_pages import STATEMENT, asked

pytestmark = pytest.mark.stack
ASKED = "yang dihitamkan tidak termasuk yang diminta pemohon"
GRANT = {"langkah": "periksa", "statement": STATEMENT, "medium": "softcopy"}


def _files(memory: Memory, request_id: str) -> tuple[str, str]:
    """A file of the request as it came, and the blackened copy of another; their ids."""
    plain, copy = (
        Documents(memory).upload(request_id, name, BytesIO(b"%PDF"), 4)
        for name in ("anggaran.pdf", "notulen (dihitamkan).pdf")
    )
    memory.documents[request_id][1]["clearance"]["blackened"] = ["h"]
    return plain["id"], copy["id"]


def test_where_no_file_is_blackened_nothing_is_to_be_stated(citizen: Browser, officer: Browser, memory: Memory) -> None:
    request_id = asked(citizen, memory)
    Documents(memory).upload(request_id, "anggaran.pdf", BytesIO(b"%PDF"), 4)
    assert ASKED not in officer.get(f"/kerja/{request_id}/kabulkan").words
    officer.send(GRANT).send({"langkah": "terbitkan"})
    assert "blackened_unasked" not in memory.decisions[request_id]


def test_a_grant_of_all_with_a_blackened_copy_waits_for_the_statement_and_keeps_what_was_typed(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    request_id = asked(citizen, memory)
    plain, copy = _files(memory, request_id)
    officer.get(f"/kerja/{request_id}/kabulkan")
    assert ASKED in officer.words
    assert "dihitamkan: Pasal 17 huruf h (Rahasia pribadi)" in officer.words
    officer.send(GRANT)
    assert "Beri tanda bila yang dihitamkan tidak termasuk yang diminta" in officer.words
    assert 'href="#blackened_unasked"' in officer.text
    assert STATEMENT in officer.text
    assert all(f'value="{one}" checked' in officer.text for one in (plain, copy))
    assert request_id not in memory.decisions
    officer.send(GRANT | {"blackened_unasked": "yes"})
    assert "notulen (dihitamkan).pdf" in officer.words
    officer.send({"langkah": "terbitkan"})
    decision = memory.decisions[request_id]
    assert (decision["blackened_unasked"], set(decision["documents"])) == (True, {plain, copy})


def test_whoever_gives_no_blackened_copy_states_nothing_even_where_the_box_is_ticked(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    request_id = asked(citizen, memory)
    plain, _ = _files(memory, request_id)
    officer.get(f"/kerja/{request_id}/kabulkan")
    officer.send(GRANT | {"documents": [plain], "blackened_unasked": "yes"}).send({"langkah": "terbitkan"})
    assert memory.decisions[request_id]["documents"] == [plain]
    assert "blackened_unasked" not in memory.decisions[request_id]


def test_the_way_to_a_partial_grant_takes_along_what_was_typed_and_asks_for_no_statement(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    request_id = asked(citizen, memory)
    plain, copy = _files(memory, request_id)
    partly = f"/kerja/{request_id}/kabulkan-sebagian"
    officer.get(f"/kerja/{request_id}/kabulkan")
    assert f'formaction="{partly}">Kabulkan sebagian permohonan' in officer.text
    officer.send({"langkah": "ubah", "statement": STATEMENT, "medium": "softcopy", "documents": [copy]}, to=partly)
    assert officer.words.count("Kabulkan sebagian permohonan") == 1
    assert STATEMENT in officer.text
    assert f'value="{copy}" checked' in officer.text
    assert f'value="{plain}" checked' not in officer.text
    assert ASKED not in officer.words


def test_who_refuses_all_is_led_to_the_copy_that_could_be_given(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    request_id = asked(citizen, memory)
    said, partly = "Ada salinan yang dihitamkan yang boleh diberikan", f"/kerja/{request_id}/kabulkan-sebagian"
    _files(memory, request_id)
    officer.get(f"/kerja/{request_id}/tolak")
    assert (said in officer.words, f'href="{partly}"' in officer.text) == (True, True)
    memory.documents[request_id][1]["standing"] = "to_judge"  # the gate holds it back
    assert said not in officer.get(f"/kerja/{request_id}/tolak").words
    memory.away.add("documents")
    assert (officer.get(f"/kerja/{request_id}/tolak").status, said in officer.words) == (200, False)


def test_who_grants_in_part_reads_beside_the_grounds_which_ones_the_copies_rest_on(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    request_id = asked(citizen, memory)
    said = "dihitamkan atas dasar Pasal 17 huruf h (Rahasia pribadi)"
    Documents(memory).upload(request_id, "lain.pdf", BytesIO(b"%PDF"), 4)
    assert said not in officer.get(f"/kerja/{request_id}/kabulkan-sebagian").words
    memory.documents.clear()
    _files(memory, request_id)
    officer.get(f"/kerja/{request_id}/kabulkan-sebagian")
    assert said in officer.words
    assert 'aria-describedby="exemption-petunjuk exemption-salinan"' in officer.text


def test_what_the_register_objects_to_stands_beside_the_statement(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    request_id = asked(citizen, memory)
    _files(memory, request_id)
    officer.get(f"/kerja/{request_id}/kabulkan")
    fault = {"pointer": "/blackened_unasked", "detail": "Nyatakan, atau kabulkan sebagian."}
    refused = {"code": "blackened-unstated", "title": "Perbaiki", "errors": [fault]}
    memory.draft_refusals.append(Refused(refused, 422))
    officer.send(GRANT | {"blackened_unasked": "yes"})
    assert 'id="blackened_unasked-salah"' in officer.text
    assert "Nyatakan, atau kabulkan sebagian." in officer.words


def test_desk_and_applicant_read_what_was_blackened_in_which_file_and_that_it_was_not_asked_for(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    request_id = asked(citizen, memory)
    _, copy = _files(memory, request_id)
    officer.get(f"/kerja/{request_id}/kabulkan").send(GRANT | {"blackened_unasked": "yes"})
    officer.send({"langkah": "terbitkan"})
    memory.decisions[request_id]["blackened"] = [{"document": copy, "sha256": "ab" * 32, "grounds": ["b", "h"]}]
    officer.get(f"/kerja/{request_id}")
    said = "Tidak termasuk informasi yang diminta (UU 14/2008 Pasal 22 ayat (7) huruf e)"
    assert said in officer.words
    assert "notulen (dihitamkan).pdf: Pasal 17 huruf b" in officer.words
    citizen.get(f"/permohonan/{memory.requests[request_id]['token']}")
    assert said in citizen.words
    assert "Pasal 17 huruf h (Rahasia pribadi)" in citizen.words
