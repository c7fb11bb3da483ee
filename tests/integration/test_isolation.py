"""No office sees, changes or even learns of another's things: every route, every consumer, every table.

Generated from the URL maps, the handler tables and the catalogue, so that a new route, event or table is tested the
day it is written: one without a planted id or body fails here.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql
from werkzeug.routing import Rule

from chassis import clock
from chassis.settings import SERVICES
from contracts.documents import PaperStored
from contracts.offices import OfficeListed, OfficeProfiled
from tests.integration import planting_objections
from tests.integration.conftest import DEPOK, KPU_RI, MAKASSAR, Working
from tests.integration.planting import CANARY, NOT_HELD, Planted, plant
from tests.integration.planting_lists import LIST_CALLS
from tests.integration.serving import served, started

pytestmark = pytest.mark.stack

BEHIND_THE_EDGE = ("intake", "registry", "documents", "notify")
PROBES = {"healthz", "readyz", "metrics", "openapi"}
ROLES = ("officer", "ppid", "superior", "admin", "applicant", "service:notify", "service:registry", "service:documents")
FINDING = {"finding": 0, "checked_at": "2026-11-26T09:00:00Z"}
# What a route needs to get as far as looking for the thing: body and headers by endpoint.
CALLS: dict[str, dict[str, Any]] = {
    "decisions.decide": {"json": NOT_HELD, "headers": {"If-Match": '"1"'}},
    "decisions.prepare": {"json": NOT_HELD, "headers": {"If-Match": '"1"'}},
    "decisions.show_draft": {"json": NOT_HELD},
    "decisions.show_draft_letter": {"json": NOT_HELD},
    "decisions.show_draft_text": {"json": NOT_HELD},
    "deliveries.record": {
        "json": {"step": "received", "way": "in_person", "at": "2026-11-24T09:00:00+07:00", "receiver": "applicant"},
        "headers": {"If-Match": '"1"'},
    },
    **planting_objections.CALLS,
    **LIST_CALLS,
    "progress.act": {
        "json": {"act": "declare_incomplete", "statement": "Nama belum lengkap."},
        "headers": {"If-Match": '"1"'},
    },
    "progress.show_act_draft": {"json": {"act": "clarify", "statement": "Untuk tahun yang mana?"}},
    "progress.show_act_draft_text": {"json": {"act": "clarify", "statement": "Untuk tahun yang mana?"}},
    "progress.change_regime": {
        "json": {"regime": "election", "reason": "Menyangkut tahapan."},
        "headers": {"If-Match": '"1"'},
    },
    "progress.hand_back": {
        "json": {"statement": "Keliru dikirim ke kantor ini."},
        "headers": {"If-Match": '"1"'},
    },
    "progress.transfer": {
        "json": {"receiver": "32", "statement": "Dikuasai kantor provinsi."},
        "headers": {"If-Match": '"1"'},
    },
    "appointments.end_appointment": {
        "json": {"until": "2026-12-31", "because": "Pindah tugas."},
        "headers": {"If-Match": '"1"'},
    },
    "progress.split": {
        "json": {"parts": [str(uuid4()), str(uuid4())], "statement": "Memuat dua pertanyaan."},
        "headers": {"If-Match": '"1"'},
    },
    "indications.indicate": {"json": {"ground": "a", "evidence": "Permohonan berulang kali."}},
    "indications.remove": {"json": {"because": "Ternyata orang yang berbeda."}},
    "parts.propose": {
        "json": {"parts": [{"category": "data_pemilih", "subject": "Satu", "detail": "Satu bagian."}] * 2},
    },
    "file_parts.put": {"data": b"x"},
    "paper_parts.put": {"data": b"x"},
    "documents.accept_finding": {"json": {"reason": "mistaken", "words": "Nomor register, bukan NIK.", **FINDING}},
    "documents.choose_original": {"json": {"words": "Keputusan bertanda tangan elektronik."}},
    "documents.take_acceptance_back": {"json": {"finding": 0, "accepted_at": "2026-11-26T09:00:00Z"}},
    "claims.ask_for_correction": {"json": {"corrected": {"phone": "0812 3456 7899"}}},
    "claims.decide_claim": {"json": {"outcome": "granted"}},
    "acts.act": {"json": {"act": "withdraw"}},
    "acts.record_act": {
        "json": {"act": "repair", "words": "Nama lengkap.", "way": "counter", "came_on": "2026-11-24"},
    },
    "personal.export_personal_data": {"json": {"proof": "3276995403989001"}},
    "disposals.decide_disposal": {"json": {"act": "approve"}},
    "redactions.search": {"json": {"patterns": ["nik"]}},
    "redactions.search_without_pages": {"json": {"patterns": ["nik"]}},
    "redactions.take_found": {
        "json": {"patterns": ["nik"], "take": [0], "ground": "h"},
        "headers": {"If-Match": '"2"'},
    },
    "reports.write_report": {"json": {"words": {"policy": "Ada."}}, "headers": {"If-Match": '"2"'}},
    "reports.issue_report": {"headers": {"If-Match": '"2"'}},
    "reports.hand_report_over": {"json": {"on": "2026-11-20", "reference": "1"}, "headers": {"If-Match": '"2"'}},
    "redactions.propose_redaction": {"json": {}, "headers": {"If-Match": '"2"'}},
    "redactions.discard_redaction": {"headers": {"If-Match": '"2"'}},
    "redactions.decide_redaction": {"json": {"approve": False, "words": "Kotaknya kurang lebar."}},
    "redactions.save_masks": {"json": {"masks": []}, "headers": {"If-Match": '"2"'}},
    "redactions.save_boxes": {"json": {"boxes": []}, "headers": {"If-Match": '"2"'}},
}
# Tables that belong to no office, and why.
WITHOUT_OFFICE = {
    "alembic_version": "which migrations ran",
    "heartbeat": "that processes go round is no office's",
    "round_end": "where the reading of kept files stopped among all offices is no office's",
    "office": "the national directory is public knowledge",
    "exempt_entry": "a decree on exempt information binds the offices below, and is public",
    "published_information": "what an office published is public; row-level security guards who may change it",
    "published_word": "the words of published information, by which a mistyped one is found",
}


# Routes that answer the same at every office, and why.
NATIONAL = {
    "exempt.list_entries": "what KPU RI exempts binds every office",
    "exempt.show_entry": "what KPU RI exempts binds every office",
    "registers.list_dik_rows": "what KPU RI exempts binds every office",
}


@pytest.fixture(scope="module")
def work(work: Callable[[str], Working]) -> Iterator[Callable[[str], Working]]:
    """Services at work, of which documents can ask the register and notify."""
    with ExitStack() as up:
        urls = {f"PPID_{name.upper()}_URL": up.enter_context(served(work(name))) for name in ("registry", "notify")}
        documents = up.enter_context(started("documents", work("documents").env | urls))
        yield lambda name: documents if name == "documents" else work(name)


@pytest.fixture(scope="module")
def planted(work: Callable[[str], Working]) -> Planted:
    """One of everything in KPU Kota Depok, each text with a canary in it."""
    found = plant({name: work(name) for name in BEHIND_THE_EDGE})
    request_id = UUID(str(found.ids["request_id"]))
    paper = PaperStored(paper_id=uuid4(), request_id=request_id, kind="identity", came_at=clock.now())
    return replace(found, events={**found.events, PaperStored: paper})


def _calls(working: Working) -> Iterator[tuple[Rule, str]]:
    for rule in working.app.url_map.iter_rules():
        if rule.endpoint not in PROBES and rule.endpoint not in NATIONAL:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method


def _ask(working: Working, planted: Planted, rule: Rule, method: str, role: str | None) -> Any:
    values = {name: planted.ids[name] for name in rule.arguments}
    path = working.app.url_map.bind("").build(rule.endpoint, values, method=method)
    roles = (role,) if role else ()
    actor = f"request:{planted.ids['request_id']}" if role == "applicant" else "staff:9"
    query = planted.queries.get(rule.endpoint, "")
    return working.ask(MAKASSAR, *roles, actor=actor, path=path + query, method=method, **CALLS.get(rule.endpoint, {}))


@pytest.mark.promise("offices")
@pytest.mark.parametrize("service", BEHIND_THE_EDGE)
def test_every_route_answers_another_office_as_if_the_thing_did_not_exist(
    service: str, work: Callable[[str], Working], planted: Planted
) -> None:
    working, wrong = work(service), list[str]()
    for rule, method in _calls(working):
        answers = {role: _ask(working, planted, rule, method, role) for role in (*ROLES, None)}
        if any(CANARY in answer.get_data(as_text=True) for answer in answers.values()):
            wrong.append(f"{method} {rule}: shows the other office's words")
        if rule.arguments:
            statuses = {answer.status_code for answer in answers.values()}
            if not statuses <= {401, 403, 404} or 404 not in statuses:
                wrong.append(f"{method} {rule}: {sorted(statuses)}")
    assert wrong == []


@pytest.mark.promise("offices")
@pytest.mark.parametrize("service", BEHIND_THE_EDGE)
def test_every_consumer_leaves_the_things_of_another_office_alone(
    service: str, work: Callable[[str], Working], planted: Planted, service_env: dict[str, str]
) -> None:
    working = work(service)
    before = _rows_of(service_env, service, DEPOK)
    for event in working.runtime.service.handlers:
        if event in (OfficeListed, OfficeProfiled):
            continue  # the directory belongs to all
        working.hear(KPU_RI, planted.events[event])
    assert _rows_of(service_env, service, DEPOK) == before


@pytest.mark.promise("offices")
@pytest.mark.parametrize("service", SERVICES)
def test_every_table_of_an_office_is_guarded_by_the_database_itself(service: str, service_env: dict[str, str]) -> None:
    with psycopg.connect(_admin(service_env, service)) as connection:
        tables = connection.execute(
            "select c.relname, c.relrowsecurity and c.relforcerowsecurity, c.relowner::regrole::text,"
            " exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant' and a.attnotnull),"
            " (select array_agg(p.polpermissive) from pg_policy p where p.polrelid = c.oid"
            f"   and 'ppid_{service}_app'::regrole = any (p.polroles)),"
            " (select array_agg(i.indkey[0] = (select attnum from pg_attribute where attrelid = c.oid"
            "   and attname = 'tenant')) from pg_index i where i.indrelid = c.oid and i.indisunique)"
            " from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')"
        ).fetchall()
    assert tables
    for name, guarded, owner, owned, policies, tenant_first in tables:
        assert owner == f"ppid_{service}_owner", name
        if name in WITHOUT_OFFICE:
            continue
        assert owned, f"{name} has no tenant column and is not on the list of tables without an office"
        assert guarded, f"{name}: row-level security is not forced"
        assert policies, f"{name}: the application role has no policy"
        assert not all(policies), f"{name}: no restrictive floor"
        assert all(tenant_first), f"{name}: a unique key does not start with the office"


@pytest.mark.promise("offices")
@pytest.mark.parametrize("service", SERVICES)
def test_no_role_of_a_service_can_step_around_the_guard(service: str, service_env: dict[str, str]) -> None:
    with psycopg.connect(_admin(service_env, service)) as connection:
        for role in ("app", "system", "owner"):
            rights = connection.execute(
                "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication"
                " from pg_roles where rolname = %s",
                [f"ppid_{service}_{role}"],
            ).fetchone()
            assert rights == (False,) * 5, role
        truncating = connection.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
            f" and has_table_privilege('ppid_{service}_app', oid, 'truncate')"
        ).fetchall()
    assert truncating == []


@pytest.mark.promise("offices")
@pytest.mark.parametrize("service", SERVICES)
def test_without_an_office_the_database_shows_nothing(
    service: str, service_env: dict[str, str], planted: Planted
) -> None:
    app = service_env[f"PPID_{service.upper()}_DATABASE_URL"]
    with psycopg.connect(app) as connection:
        readable = connection.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
            " and has_table_privilege(oid, 'select')"
        ).fetchall()
        for (name,) in readable:
            if name not in WITHOUT_OFFICE:
                rows = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(name))).fetchone()
                assert rows == (0,), name


def _admin(env: dict[str, str], service: str) -> str:
    return env["PPID_ADMIN_DATABASE_URL"].rpartition("/")[0] + f"/ppid_{service}"


def _rows_of(env: dict[str, str], service: str, office: str) -> dict[str, list[str]]:
    """Every row of an office in every table, as text, seen by the superuser."""
    rows = {}
    with psycopg.connect(_admin(env, service)) as connection:
        tables = connection.execute(
            "select table_name from information_schema.columns where column_name = 'tenant' and table_schema = 'public'"
        ).fetchall()
        for (name,) in tables:
            found = connection.execute(
                sql.SQL("select t::text from {} t where tenant = %s order by 1").format(sql.Identifier(name)), [office]
            )
            rows[name] = [text for (text,) in found]
    return rows
