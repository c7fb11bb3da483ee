"""An office moves in with its old register of requests: all rows of a sheet in one transaction, or none."""

import hashlib
from uuid import uuid4

from sqlalchemy import insert, select

from chassis import audit, clock, spreadsheets
from chassis.context import current
from chassis.db import say, transaction
from chassis.errors import Conflict
from chassis.service import runtime
from chassis.sheets import Report
from services.intake.domain import importing as domain
from services.intake.domain.importing import Book, Entry
from services.intake.domain.request import REQUEST
from services.intake.models.imported import GIVEN_YEARS, START_SERIES, TOLD, ImportedRequest
from services.intake.models.requests import InformationRequest
from services.intake.queries.requests import office


def look(content: bytes) -> Report[Entry]:
    """What an import would do, changing nothing.

    Raises:
        NotThisSheet: see `chassis.sheets`.
    """
    with transaction() as session:
        taken = {*session.scalars(select(InformationRequest.number)), *session.scalars(select(ImportedRequest.number))}
        numbered = {year for (year,) in say(GIVEN_YEARS, {"kind": REQUEST}).fetchall()}
    today = clock.in_zone(clock.now(), office().time_zone).date()
    return domain.read(spreadsheets.cells(content), Book(current().tenant, today, taken, numbered))


def take(content: bytes) -> Report[Entry]:
    """Keep every row, who asked sealed as that of a request; the office's series goes on after the highest number.

    Raises:
        NotThisSheet: see `chassis.sheets`. Invalid: some row is wrong. Conflict: a request came in meanwhile that got a
        number of a series in the sheet. Nothing was kept.
    """
    report = look(content)
    report.refuse()
    tenant, moment, sealer = current().tenant, clock.now(), runtime().sealer
    kept = [
        {
            "tenant": tenant, "id": uuid4(), "number": entry.number, "received_on": entry.received_on,
            "told_sealed": sealer.seal(entry.told, TOLD), "imported_at": moment,
        }
        for entry in report.entries
    ]  # fmt: skip
    with transaction() as session:
        for year, last in domain.highest(report.entries, tenant).items():
            started = say(START_SERIES, {"tenant": tenant, "kind": REQUEST, "year": year, "last": last}).fetchall()
            if not started:
                raise Conflict(f"Baru saja ada permohonan yang mendapat nomor tahun {year}. Periksa berkas ini lagi.")
        session.execute(insert(ImportedRequest), kept)
        audit.record("register.imported", uuid4(), rows=len(kept), sha256=hashlib.sha256(content).hexdigest())
    return report
