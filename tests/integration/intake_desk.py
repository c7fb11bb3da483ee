"""Intake asked over HTTP as its callers ask it; each test takes offices of its own, so numbers start at one."""

import json
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import UUID

import psycopg
from werkzeug.test import TestResponse

from chassis import settings
from chassis.consumer import Consumer
from chassis.context import Context
from chassis.parking import Parking
from chassis.tokens import Signer
from contracts.event import Event
from contracts.offices import OfficeListed
from tests.integration.conftest import Working, envelope

NIK = "3276995403989001"
_codes = count(1)


def person(**changes: Any) -> dict[str, Any]:
    """A person who asks, as the form sends her."""
    return {
        "kind": "person",
        "name": "Siti Nurlaila Ramadhani",
        "nik": NIK,
        "identity": None,
        "address": "Jl. Kenanga Raya No. 12, Kota Depok",
        "email": "siti@example.com",
        "phone": "0812 3456 7890",
        "occupation": "Mahasiswa",
        "organisation": None,
        "attorney": None,
        "principals": [],
    } | changes


def body(**changes: Any) -> dict[str, Any]:
    """A request as the public form sends it."""
    return {
        "applicant": person(),
        "category": "anggaran_keuangan",
        "subject": "Realisasi anggaran tahun 2025",
        "detail": "Mohon salinan laporan realisasi anggaran.",
        "purpose": "Bahan skripsi",
        "obtain": "copy",
        "format": "softcopy",
        "delivery": "download",
        "declaration": True,
        "another": True,  # tests hand in the same words again and again
    } | changes


@dataclass(frozen=True, slots=True)
class Office:
    """An office made for one test."""

    code: str
    host: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Intake at work, its database, and the keys to speak to it as others do."""

    working: Working

    def office(self, zone: str = "Asia/Jakarta") -> Office:
        """A new office in the directory."""
        code = f"97.{next(_codes):04}"
        host = f"{code.replace('.', '-')}ppid"
        listed = OfficeListed(
            code=code, level="kota", name=f"KPU Kota {code}", parent="97", time_zone=zone, hosts=(host,), active=True
        )
        office = Office(code, host)
        self.hear(office, listed)
        return office

    def call(self, office: Office, method: str, path: str, token: str | None = None, **options: Any) -> TestResponse:
        """Ask over HTTP at an office's host."""
        headers = {"Host": f"{office.host}.localhost"} | options.pop("headers", {})
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        return self.working.app.test_client().open(path, method=method, headers=headers, **options)

    def submit(
        self, office: Office, said: dict[str, Any] | None = None, token: str | None = None, key: str | None = None
    ) -> TestResponse:
        """Hand a request in."""
        headers = {} if key is None else {"Idempotency-Key": key}
        return self.call(office, "POST", "/v1/requests", token, json=said or body(), headers=headers)

    def submitted(self, office: Office, **changes: Any) -> dict[str, Any]:
        """Hand a request in from the portal and return the confirmation."""
        answer = self.submit(office, body(**changes))
        assert answer.status_code == 201, answer.text
        return dict(answer.json or {})

    def staff(self, office: Office, *roles: str) -> str:
        """A token that the gateway gives to a member of an office's staff."""
        return self._sign("gateway", Context(office.code, "staff:1", frozenset(roles or ("officer",))))

    def service(self, office: Office, name: str) -> str:
        """A token with which another service speaks for itself."""
        return self._sign(name, Context(office.code, f"service:{name}", frozenset()))

    def hear(self, office: Office, said: Event, version: int = 1) -> None:
        """Let intake's consumer receive an event of the office."""
        message = envelope(office.code, said, version)
        with Parking.opened(self.working.runtime.settings) as parking:
            Consumer(self.working.runtime, parking).receive(message.encode(), message.routing_key)

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What stands in the database, seen by its superuser."""
        url = self.working.env["PPID_ADMIN_DATABASE_URL"].rpartition("/")[0] + "/ppid_intake"
        with psycopg.connect(url) as connection:
            return connection.execute(query, values or None).fetchall()

    def told(self, request_id: str) -> list[dict[str, Any]]:
        """The events in the outbox about a request, oldest first."""
        query = "select body from outbox where aggregate_id = %s order by seq"
        return [json.loads(message) for (message,) in self.rows(query, request_id)]

    def audited(self, request_id: str | UUID) -> list[str]:
        """The acts on record about a request, oldest first."""
        query = "select act from audit_entry where subject = %s order by id"
        return [act for (act,) in self.rows(query, str(request_id))]

    def _sign(self, issuer: str, context: Context) -> str:
        return Signer.of(settings.load(issuer, self.working.env)).sign(context, "intake")
