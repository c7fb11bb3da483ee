"""Who asked is forgotten once the schedule has run out: told by documents, done by intake, said by every page."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from chassis import clock
from chassis.db import bound
from chassis.service import Runtime
from contracts.documents import MatterOutlived
from contracts.envelope import decode
from gateway.app import create_app
from gateway.backends import SERVICES, Backends
from gateway.backends.asking import Backend
from gateway.config import DEMO_PASSWORD
from services.documents.retention.commands import rounds
from tests.integration.carrying import Carrying
from tests.integration.conftest import DEPOK, Working
from tests.integration.gateway.browser import Browser, address
from tests.integration.gateway.direct import Direct
from tests.integration.intake_desk import body, person
from tests.integration.serving import served, started

pytestmark = pytest.mark.stack
ERASED = "dihapus menurut jadwal"
NAME, EMAIL, PHONE, NIK = "Wulandari Kusumaningrum", "wulan@example.com", "+6281299900011", "3276995403989001"
NOT_HELD = {"outcome": "not_held", "statement": "Dokumen ini tidak kami kuasai.", "holder": "Dinas Keuangan"}


@dataclass(slots=True)
class Case:
    """A request of somebody with a name of her own, decided on the day it came."""

    office: Carrying
    given: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.given["id"])

    def intake(self, *roles: str, path: str, **call: Any) -> Any:
        return self.office.ask("intake", DEPOK, *roles, path=path, **call)

    def rows(self, service: str, query: str, *values: Any) -> list[Any]:
        url = self.office.work(service).env["PPID_ADMIN_DATABASE_URL"].rpartition("/")[0]
        with psycopg.connect(f"{url}/ppid_{service}") as connection:
            return connection.execute(query, values).fetchall()  # type: ignore[call-overload,no-any-return]

    def told(self) -> list[MatterOutlived]:
        """How often documents told that it has outlived its schedule."""
        query = "select body from outbox where aggregate = 'matter' and aggregate_id = %s order by aggregate_version"
        return [decode(text).data for (text,) in self.rows("documents", query, self.id)]  # type: ignore[misc]

    def applicant(self) -> dict[str, Any]:
        found: dict[str, Any] = self.intake("officer", path=f"/v1/requests/{self.id}")["applicant"]
        return found

    def forgotten(self) -> int:
        """How often the record of intake says that it was forgotten."""
        query = "select facts from audit_entry where act = 'request.forgotten' and subject = %s"
        return len(self.rows("intake", query, self.id))

    def object(self) -> str:
        path = f"/v1/tracking/{self.given['tracking_token']}/objections"
        said = {"grounds": ["a"], "position": f"Saya {NAME} ditolak.", "demand": "Mohon dijawab."}
        return str(self.intake(path=path, method="POST", json=said)["id"])


@pytest.fixture
def case(office: Carrying) -> Case:
    asked = body(applicant=person(name=NAME, email=EMAIL, phone=PHONE, nik=NIK), subject=f"Anggaran {uuid4().hex}")
    given = office.ask("intake", DEPOK, path="/v1/requests", method="POST", json=asked)
    office.carry()
    path, first = f"/v1/cases/{given['id']}/decision", {"If-Match": '"1"'}
    office.ask("registry", DEPOK, "ppid", path=path, method="POST", headers=first, json=NOT_HELD)
    office.carry()
    return Case(office, dict(given))


def later(days: int = 130) -> AbstractContextManager[None]:
    """Every clock so many days ahead; four months are the schedule."""
    return clock.held(clock.now() + timedelta(days=days))


def night(case: Case) -> None:
    """What the tick of documents does by night, and what it tells of this one request; other tests' stay theirs."""
    documents, heard = case.office.work("documents"), len(case.told())
    with bound(documents.runtime.database):
        rounds.keep(documents.runtime)
    for said in case.told()[heard:]:
        case.office.work("intake").hear(DEPOK, said)


@pytest.mark.promise("persons")
def test_four_months_after_the_end_intake_forgets_who_asked_and_the_record_holds_no_name(case: Case) -> None:
    with later(100):
        night(case)
        assert case.applicant()["name"] == NAME
    with later():
        night(case)
        assert (case.applicant()["name"], case.applicant()["email"], case.applicant()["nik"]) == (
            "Dihapus menurut jadwal", None, None,
        )  # fmt: skip
        night(case)
    (told,) = case.told()
    assert told.schedule == "identity"
    facts = case.rows("intake", "select facts::text from audit_entry where subject = %s", case.id)
    assert not any(NAME in text for (text,) in facts)
    assert case.rows("intake", "select nik_hash from information_request where id = %s", case.id) == [(None,)]


def test_told_twice_it_is_forgotten_once(case: Case) -> None:
    with later():
        night(case)
        case.office.work("intake").hear(DEPOK, case.told()[0])
        assert case.forgotten() == 1


def test_what_an_objection_holds_is_kept_and_goes_four_months_after_its_own_end(case: Case) -> None:
    objection_id = case.object()
    case.office.carry()
    said = {"ground": "a", "evidence": f"{NAME} meminta hal yang sama berulang kali."}
    case.intake("officer", path=f"/v1/requests/{case.id}/indications", method="POST", json=said)
    with later(3):
        night(case)
    with later(60):  # nobody answered, and nobody takes the silence to dispute any more
        night(case)
    with later(130):
        night(case)
        assert (case.told(), case.applicant()["name"]) == ([], NAME)
    with later(220):
        night(case)
        opened = case.intake("officer", path=f"/v1/objections/{objection_id}")
        assert (opened["position"], opened["attorney"]) == ("Dihapus menurut jadwal", None)
        noted = case.intake("officer", path=f"/v1/requests/{case.id}/indications")["items"]
        assert [one["evidence"] for one in noted] == ["Dihapus menurut jadwal"]


def test_an_objection_under_way_is_not_forgotten_by_what_was_told_before_it(case: Case) -> None:
    with later(130):
        objection_id = case.object()
        told = MatterOutlived(request_id=UUID(case.id), schedule="identity", ended_on=date(2026, 11, 2))
        case.office.work("intake").hear(DEPOK, told)
        opened = case.intake("officer", path=f"/v1/objections/{objection_id}")
        assert NAME in opened["position"]


def test_a_late_objection_makes_a_later_end_and_is_forgotten_too(case: Case) -> None:
    with later():
        night(case)
        objection_id = case.object()
        case.office.carry()
    with later(300):
        night(case)  # lifts the hold: the request ends once more
    with later(500):
        night(case)
        assert len(case.told()) == 2
        opened = case.intake("officer", path=f"/v1/objections/{objection_id}")
        assert opened["position"] == "Dihapus menurut jadwal"


@pytest.mark.promise("persons")
@pytest.mark.parametrize("service", ["registry", "notify"])
def test_no_table_of_registry_or_notify_says_who_asked(case: Case, service: str) -> None:
    """They have nothing to forget: they never were told."""
    tables = "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
    for (table,) in case.rows(service, tables):
        found = case.rows(service, f'select count(*) from "{table}" as one where one::text like any (%s)', [
            f"%{said}%" for said in (NAME, EMAIL, PHONE)
        ])  # fmt: skip
        assert found == [(0,)], table


def test_every_page_works_without_the_person_and_says_why(
    case: Case, runtime: Runtime, work: Callable[[str], Working]
) -> None:
    objection_id = case.object()
    case.office.carry()
    clients = {name: Backend(Direct(work(name))) for name in SERVICES}  # type: ignore[arg-type]  # the same shape
    app = create_app(runtime, Backends.over(clients))
    with later(60):
        night(case)
    with later(220):
        night(case)
        token = case.given["tracking_token"]
        visitor = Browser(app, "depokkotappid.localhost", address())
        assert ERASED in visitor.get(f"/permohonan/{token}").words
        assert "erased by schedule" in visitor.get(f"/permohonan/{token}?bahasa=en").words
        assert ERASED in visitor.get(f"/permohonan/{token}/data?bahasa=id").words
        copy = work("intake").ask(DEPOK, path=f"/v1/tracking/{token}/personal-data", method="POST", json={"proof": NIK})
        assert (copy.status_code, copy.get_json()["code"]) == (409, "personal-data-erased")
        receipt = work("intake").ask(DEPOK, path=f"/v1/tracking/{token}/receipt.pdf")
        assert receipt.status_code == 200
        ppid = Browser(app, "depokkotappid.localhost", address())
        ppid.get("/kerja/register").send({"username": "ppid.depok", "password": DEMO_PASSWORD})
        assert ERASED in ppid.get(f"/kerja/{case.id}").words
        for page in (
            f"/kerja/{case.id}/identitas",
            f"/kerja/keberatan/{objection_id}",
            "/kerja?tab=all&q=3276995403989001",
        ):
            assert ppid.get(page).status == 200, page
            assert NAME not in ppid.words
        assert "Kirim surat" not in ppid.get(f"/kerja/{case.id}/identitas").words
        assert "Pemohon tidak memberi alamat" not in ppid.get(f"/kerja/{case.id}").words
        assert "Dihapus menurut jadwal" in ppid.get(f"/kerja?tab=all&q={case.given['number']}").words
        assert "Dokumen identitas pemohon" not in visitor.get(f"/permohonan/{token}").words
        for book in ("permohonan", "keberatan"):
            assert "Dihapus menurut jadwal" in _line(ppid, book, case)


def test_a_letter_that_was_issued_is_set_without_its_addressee(case: Case, work: Callable[[str], Working]) -> None:
    with (
        served(work("intake")) as url,
        started("registry", work("registry").env | {"PPID_INTAKE_URL": url}) as registry,
    ):
        path = f"/v1/cases/{case.id}/notice.pdf"
        assert NAME in _words(registry.ask(DEPOK, "ppid", path=path).data)
        with later():
            night(case)
            said = _words(registry.ask(DEPOK, "ppid", path=path).data)
    assert NAME not in said
    assert "Dihapus menurut jadwal" in said
    assert NOT_HELD["statement"] in said


def _words(letter: bytes) -> str:
    return " ".join(PdfReader(BytesIO(letter)).pages[0].extract_text().split())


def _line(ppid: Browser, book: str, case: Case) -> list[Any]:
    """The request's line of a register's file, opened."""
    year = case.given["received_at"][:4]
    ppid.get(f"/kerja/register/{book}?tahun={year}").send(to=f"/kerja/register/{book}.xlsx?tahun={year}")
    assert ppid.page is not None
    assert ppid.status == 200, ppid.words
    rows = CalamineWorkbook.from_filelike(BytesIO(ppid.page.data)).get_sheet_by_index(0).to_python()
    (row,) = (one for one in rows if case.given["number"] in map(str, one))
    return row
