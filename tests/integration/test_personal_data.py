"""An applicant gets a copy of what is kept about him or her: by link and proof, on the record, and nobody else does."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.planting import submission

pytestmark = pytest.mark.stack
SITI = {"name": "Siti Nurbaya", "nik": "3276995403989001", "email": "siti@example.com", "phone": "+6281000000077"}


@pytest.fixture
def intake(work: Callable[[str], Working]) -> Working:
    return work("intake")


@pytest.fixture
def request_made(intake: Working) -> dict[str, Any]:
    said = submission()
    said["applicant"] |= SITI
    given: dict[str, Any] = intake.ask(DEPOK, path="/v1/requests", method="POST", json=said).get_json()
    return given


def _ask(intake: Working, given: dict[str, Any], proof: str, office: str = DEPOK) -> Any:
    path = f"/v1/tracking/{given['tracking_token']}/personal-data"
    return intake.ask(office, path=path, method="POST", json={"proof": proof})


@pytest.mark.parametrize("proof", ["3276 9954 0398 9001", "0810-0000-0077"])
def test_who_names_the_number_or_the_phone_gets_all_that_is_kept(
    intake: Working, request_made: dict[str, Any], proof: str
) -> None:
    token = request_made["tracking_token"]
    intake.ask(
        DEPOK, path=f"/v1/tracking/{token}/objections", method="POST",
        json={"grounds": ["c"], "position": "Tidak ada jawaban.", "demand": "Mohon dijawab."},
    )  # fmt: skip
    copy = _ask(intake, request_made, proof).get_json()
    assert {name: copy["applicant"][name] for name in SITI} == SITI
    assert copy["request"]["number"] == request_made["number"]
    assert [one["position"] for one in copy["objections"]] == ["Tidak ada jawaban."]


def test_the_mailbox_that_the_link_was_sent_to_opens_nothing(intake: Working, request_made: dict[str, Any]) -> None:
    answer = _ask(intake, request_made, "SITI@example.com")
    assert answer.status_code == 422
    assert "tautan halaman ini dikirim ke sana" in answer.get_json()["errors"][0]["detail"]
    assert SITI["name"] not in answer.text


@pytest.mark.promise("persons")
def test_the_link_alone_opens_nothing_and_guessing_is_stopped(intake: Working, request_made: dict[str, Any]) -> None:
    answer = _ask(intake, request_made, "3276995403989002")
    assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, "/proof")
    assert "Siti" not in answer.text
    answers = [_ask(intake, request_made, str(guess)).status_code for guess in range(10)]
    assert answers[-1] == 429
    assert _ask(intake, request_made, SITI["nik"]).status_code == 429


def test_another_office_and_a_wrong_link_know_nothing(intake: Working, request_made: dict[str, Any]) -> None:
    assert _ask(intake, request_made, SITI["nik"], MAKASSAR).status_code == 404
    assert _ask(intake, {"tracking_token": "a" * 43}, SITI["nik"]).status_code == 404


def test_the_record_says_that_a_copy_was_taken(
    intake: Working, request_made: dict[str, Any], postgres_admin_url: str
) -> None:
    assert _ask(intake, request_made, SITI["nik"]).status_code == 200
    with psycopg.connect(postgres_admin_url.rpartition("/")[0] + "/ppid_intake") as rows:
        found = rows.execute(
            "select facts::text from audit_entry where act = 'request.data_exported' and subject = %s",
            [request_made["id"]],
        ).fetchall()
    assert found == [("{}",)]
