"""Requests like one another are hinted at: within an office, at KPU RI across offices without words and people."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from services.intake.queries.likeness import LOOKED_AT, SHARING
from tests.integration.carrying import Carrying
from tests.integration.conftest import DEPOK, KPU_RI, MAKASSAR
from tests.integration.intake_desk import body

pytestmark = pytest.mark.stack
DETAIL = "Mohon {year} salinan {year} berita {year} acara {year} penetapan {year} anggaran {year} hibah {year} pleno."
MANY = 200_000  # requests of all offices, as KPU RI keeps them
# Every request shares its first hash with all others, as those do that begin with the same polite words.
_PLANT = """
with planted as (
    insert into likeness (tenant, request_id, office, number, received_on, sketch)
    select %(office)s, gen_random_uuid(), '32.76', n::text, date '2020-01-01' + (n %% 2000)::integer, array[0, n]
    from generate_series(1::bigint, %(many)s) n
    returning tenant, request_id, received_on, sketch
)
insert into likeness_hash (tenant, hash, received_on, request_id)
select tenant, hash, received_on, request_id from planted, unnest(sketch) hash
"""


def _submitted(office: Carrying, code: str, year: int) -> dict[str, Any]:
    """Hand in a request; each test asks about another year, in words that are like those of no other test."""
    said = body(subject=f"Berita acara pleno hibah badan ad hoc {year}", detail=DETAIL.format(year=year))
    given: dict[str, Any] = office.ask("intake", code, path="/v1/requests", method="POST", json=said)
    office.carry()
    return given


def _similar(office: Carrying, code: str, given: dict[str, Any]) -> dict[str, dict[str, Any]]:
    told = office.ask("intake", code, "officer", path=f"/v1/requests/{given['id']}/similar")
    return {one["number"]: one for one in told["items"]}


def test_an_office_sees_its_own_similar_requests_and_no_others(office: Carrying) -> None:
    first, second, elsewhere = (_submitted(office, code, 2011) for code in (DEPOK, DEPOK, MAKASSAR))
    similar = _similar(office, DEPOK, second)
    one = similar[first["number"]]
    assert (one["id"], one["percent"], one["subject"]) == (
        first["id"],
        100,
        "Berita acara pleno hibah badan ad hoc 2011",
    )
    assert elsewhere["number"] not in similar
    assert second["number"] not in similar


def test_kpu_ri_sees_office_number_and_day_of_the_others_and_not_a_word(office: Carrying) -> None:
    there, here = _submitted(office, DEPOK, 2012), _submitted(office, KPU_RI, 2012)
    one = _similar(office, KPU_RI, here)[there["number"]]
    assert (one["office"], one["percent"], one["id"], one["subject"]) == ("KPU Kota Depok", 100, None, None)
    assert office.work("intake").ask(KPU_RI, "officer", path=f"/v1/requests/{there['id']}").status_code == 404


def test_what_is_kept_to_compare_holds_no_word_and_is_keyed_for_each_office(office: Carrying) -> None:
    given = _submitted(office, DEPOK, 2013)
    url = office.work("intake").env["PPID_ADMIN_DATABASE_URL"].rpartition("/")[0] + "/ppid_intake"
    with psycopg.connect(url) as connection:
        kept = connection.execute(
            "select tenant, sketch, likeness::text from likeness where request_id = %s", [given["id"]]
        ).fetchall()
    assert {tenant for tenant, _, _ in kept} == {DEPOK, KPU_RI}
    assert not {*kept[0][1]} & {*kept[1][1]}
    for secret in ("pleno", "hibah", body()["applicant"]["name"], body()["applicant"]["nik"]):
        assert secret not in json.dumps(kept)


def test_it_is_a_hint_and_changes_neither_request(office: Carrying) -> None:
    first, second = _submitted(office, DEPOK, 2014), _submitted(office, DEPOK, 2014)
    for given in (first, second):
        _similar(office, DEPOK, given)
        case = office.ask("registry", DEPOK, "officer", path=f"/v1/cases/{given['id']}")
        assert (case["stage"], case["number"]) == ("verifying", given["number"])
    assert office.work("intake").ask(DEPOK, path=f"/v1/requests/{first['id']}/similar").status_code == 401


def test_two_hundred_thousand_requests_are_not_read_to_find_those_like_one(office: Carrying) -> None:
    url = office.work("intake").env["PPID_ADMIN_DATABASE_URL"].rpartition("/")[0] + "/ppid_intake"
    asked = {"hashes": [0, *range(70_000, 70_007)], "request_id": uuid4(), "limit": LOOKED_AT}
    with psycopg.connect(url) as connection:
        connection.execute(_PLANT, {"office": KPU_RI, "many": MANY})
        connection.execute("analyze likeness, likeness_hash")
        connection.execute("set local role ppid_intake_app")
        connection.execute("select set_config('ppid.tenant', %s, true)", [KPU_RI])
        found = connection.execute(SHARING, asked).rowcount
        plan = connection.execute(f"explain (analyze, format json) {SHARING}", asked).fetchone()
        connection.rollback()
    assert plan is not None
    scans = [node for node in _nodes(plan[0][0]["Plan"]) if "Relation Name" in node]
    assert {node["Relation Name"] for node in scans} == {"likeness", "likeness_hash"}
    assert all("tenant = " in node.get("Index Cond", "") for node in scans), scans
    assert found == LOOKED_AT
    assert sum(node["Actual Rows"] * node["Actual Loops"] for node in scans) <= 3 * LOOKED_AT


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for inner in node.get("Plans", []):
        yield from _nodes(inner)
