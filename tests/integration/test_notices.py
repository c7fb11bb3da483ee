"""Written notices on a real database: what each outcome says, how they are numbered, who vouches for them."""

import threading
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from chassis import clock
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.test_dik import _listed
from tests.integration.test_registry import GRANT, REFUSAL, _case, _decide, _stored, _submitted
from tests.table import table

pytestmark = pytest.mark.stack
RECEIVED = datetime(2026, 11, 20, 2, tzinfo=UTC)
NOT_HELD = {
    "outcome": "not_held", "statement": "Data itu dikelola instansi lain.",
    "holder": "Disdukcapil Kota Depok",
}  # fmt: skip


def _issued(registry: Working, body: dict[str, Any], **submitted: Any) -> dict[str, Any]:
    answer = _decide(registry, _submitted(registry, **submitted), body)
    assert answer.status_code == 200, answer.get_json()
    notice: dict[str, Any] = answer.get_json()["decision"]
    return notice


def test_a_notice_says_medium_place_and_cost_without_any_file(registry: Working) -> None:
    body = GRANT | {
        "medium": "hardcopy", "handover": "Loket PPID, 26 November 2026, 09.00-15.00 WIB", "cost": 15000,
        "payment": "Tunai di loket, dengan kuitansi.", "cost_items": "Fotokopi 150 lembar x Rp100",
        "tariff": "Keputusan Nomor 12/2026",
    }  # fmt: skip
    notice = _issued(registry, body)
    assert (notice["cost_items"], notice["tariff"]) == (body["cost_items"], body["tariff"])
    assert (notice["medium"], notice["cost"], notice["payment"]) == (
        "hardcopy",
        15000,
        "Tunai di loket, dengan kuitansi.",
    )
    assert notice["documents"] == []


def test_a_partial_grant_says_what_is_given_what_is_withheld_and_why(registry: Working) -> None:
    request_id = _submitted(registry)
    body = REFUSAL | GRANT | {
        "outcome": "partly_granted", "documents": [_stored(registry, request_id)], "given": "Jumlah per kelurahan.",
        "withheld": "Nama dan NIK pemilih.",
    }  # fmt: skip
    case = _decide(registry, request_id, body).get_json()
    assert case["stage"] == "partly_granted"
    assert case["decision"]["withheld"] == "Nama dan NIK pemilih."
    assert case["decision"]["exemption"]["letter"] == "h"


def test_a_partial_grant_without_any_exemption_says_of_each_part_why_it_is_not_given(registry: Working) -> None:
    body = GRANT | {
        "outcome": "partly_granted", "medium": "view", "handover": "Ruang PPID, Kamis.", "given": "Rekapitulasi 2024.",
        "not_held": "Data tahun 2009.", "holder": "ANRI", "not_documented": "Notulen rapat Mei.",
        "not_in_form": "Peta sebagai berkas; yang ada hanya cetakan.",
    }  # fmt: skip
    request_id = _submitted(registry)
    notice = _decide(registry, request_id, body).get_json()["decision"]
    parts = ("not_held", "holder", "not_documented", "not_in_form")
    assert {part: notice[part] for part in parts} == {part: body[part] for part in parts}
    assert (notice["withheld"], notice["exemption"], notice["act"]) == (None, None, None)
    year = registry.ask(DEPOK, "officer", path="/v1/registers/requests?year=2025&size=500").get_json()
    (row,) = [row for row in year["items"] if row["id"] == str(request_id)]
    assert (row["not_held"], row["not_documented"]) == (body["not_held"], body["not_documented"])


def test_an_act_that_is_not_in_the_register_is_taken_and_noted_as_unchecked(registry: Working) -> None:
    for act, checked in (("UU 27/2022 Pasal 4", True), ("UU 6/2011 Pasal 5", False)):
        request_id = _submitted(registry)
        case = _decide(registry, request_id, REFUSAL | {"act": act}).get_json()
        assert (case["decision"]["act_caution"] is None) is checked
        (decided,) = [entry for entry in case["history"] if entry["act"] == "case.decided"]
        assert decided["facts"]["act_checked"] is checked


def test_what_the_office_does_not_hold_is_answered_with_who_does(registry: Working) -> None:
    notice = _issued(registry, NOT_HELD)
    assert (notice["held"], notice["holder"]) == (False, "Disdukcapil Kota Depok")


def test_what_is_not_documented_yet_is_an_answer_too(registry: Working) -> None:
    notice = _issued(registry, {"statement": NOT_HELD["statement"], "outcome": "not_documented"})
    assert (notice["outcome"], notice["held"]) == ("not_documented", False)


@table(("day", "late_by"), [(4, None), (5, 0), (8, 2)])
def test_lateness_is_settled_on_the_day_of_the_answer_and_never_grows(
    registry: Working, day: int, late_by: int | None
) -> None:
    with clock.held(RECEIVED):
        request_id = _submitted(registry, received_at=RECEIVED)
    with clock.held(datetime(2026, 12, day, 3, tzinfo=UTC)):
        decided = _decide(registry, request_id, NOT_HELD).get_json()
    assert decided["due_on"] == "2026-12-04"
    later = _case(registry, request_id)
    assert later["late"] is (late_by is not None)
    assert later["decision"]["late_by"] == late_by
    assert later["working_days_left"] == decided["working_days_left"]


def test_letters_of_an_office_are_numbered_without_gap_however_many_decide_at_once(registry: Working) -> None:
    cases = [_submitted(registry) for _ in range(8)]
    numbers, ready = list[int](), threading.Barrier(len(cases))

    def decide(request_id: Any) -> None:
        ready.wait()
        letter = _decide(registry, request_id, NOT_HELD).get_json()["decision"]["letter_number"]
        numbers.append(int(letter.partition("/")[0]))

    threads = [threading.Thread(target=decide, args=[request_id]) for request_id in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(min(numbers), min(numbers) + len(cases)))


@pytest.mark.promise("giving")
def test_anybody_may_ask_whether_a_letter_is_true_and_learns_nothing_about_a_person(registry: Working) -> None:
    notice = _issued(registry, NOT_HELD)
    code = notice["verification_url"].rpartition("/")[2]
    answer = registry.ask(DEPOK, path=f"/v1/letters/{code}")
    assert answer.get_json() == {
        "title": "Pemberitahuan tertulis", "office": "KPU Kota Depok", "letter_number": notice["letter_number"],
        "number": notice["number"], "issued_on": answer.get_json()["issued_on"],
    }  # fmt: skip
    assert registry.ask(MAKASSAR, path=f"/v1/letters/{code}").status_code == 404
    assert registry.ask(DEPOK, path="/v1/letters/tidakada").status_code == 404


def test_a_refusal_takes_letter_act_period_and_decree_from_the_entry_it_cites(registry: Working) -> None:
    body: dict[str, Any] = {"outcome": "refused", "statement": "Informasi dikecualikan."}
    with clock.held(datetime(2026, 12, 1, 3, tzinfo=UTC)):
        entry_id = _listed(registry)
        unconfirmed = _decide(registry, _submitted(registry), body | {"entry": entry_id})
        assert [fault["pointer"] for fault in unconfirmed.get_json()["errors"]] == ["/not_always_open"]
        body |= {"not_always_open": True}
        notice = _issued(registry, body | {"entry": entry_id})
    assert (notice["entry"], notice["act"], notice["exemption"]["letter"]) == (entry_id, "UU 7/2017 Pasal 347", "c")
    assert notice["decree"] == "Nomor 98/2026, Senin, 16 November 2026"
    assert (notice["exempt_until"], notice["consequence"]) == ("2027-06-29", "Gudang dapat diserang.")
    for on, cited in ((datetime(2026, 12, 1, tzinfo=UTC), str(uuid4())), (datetime(2027, 7, 1, tzinfo=UTC), entry_id)):
        with clock.held(on):
            refused = _decide(registry, _submitted(registry), body | {"entry": cited})
        assert (refused.status_code, refused.get_json()["errors"][0]["pointer"]) == (422, "/entry")
