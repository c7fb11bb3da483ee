"""An office moves in with its old registers: all rows of a sheet in one transaction, or none."""

import hashlib
from uuid import uuid4

from sqlalchemy import insert, select

from chassis import audit, clock, spreadsheets
from chassis.context import current
from chassis.db import say, transaction
from chassis.errors import Conflict
from chassis.offices import today
from chassis.service import runtime
from chassis.sheets import Report
from services.intake.domain import importing as domain
from services.intake.domain.importing import Book, Entry
from services.intake.models.imported import GIVEN_YEARS, START_SERIES, TOLD, ImportedRow
from services.intake.models.objections import Objection
from services.intake.models.requests import InformationRequest

_OWN = {"requests": InformationRequest.number, "objections": Objection.number}  # of disputes the registry keeps its own


def look(register: str, content: bytes) -> Report[Entry]:
    """Return what an import into a register of `domain.FORMS` would do, changing nothing.

    Raises:
        NotThisSheet: see `chassis.sheets`.
    """
    form = domain.FORMS[register]
    with transaction() as session:
        old = session.scalars(select(ImportedRow.number).where(ImportedRow.register == register))
        own = session.scalars(select(_OWN[register])) if register in _OWN else ()
        taken = {*own, *old}
        numbered = {year for (year,) in say(GIVEN_YEARS, {"kind": form.series}).fetchall()} if form.series else set()
    return domain.read(spreadsheets.cells(content), Book(form, current().tenant, today(), taken, numbered))


def take(register: str, content: bytes) -> Report[Entry]:
    """Keep every row sealed, since it names people; the office's own series goes on after the highest number.

    Raises:
        NotThisSheet: see `chassis.sheets`. Invalid: some row is wrong. Conflict: a request came in meanwhile that got a
        number of a series in the sheet. Nothing was kept.
    """
    report, series = look(register, content), domain.FORMS[register].series
    report.refuse()
    tenant, moment, sealer = current().tenant, clock.now(), runtime().sealer
    kept = [
        {
            "tenant": tenant, "id": uuid4(), "register": register, "number": entry.number,
            "received_on": entry.received_on, "told_sealed": sealer.seal(entry.told, TOLD), "imported_at": moment,
        }
        for entry in report.entries
    ]  # fmt: skip
    with transaction() as session:
        for year, last in domain.highest(report.entries, tenant, series).items():
            started = say(START_SERIES, {"tenant": tenant, "kind": series, "year": year, "last": last}).fetchall()
            if not started:
                raise Conflict(f"Baru saja ada yang mendapat nomor tahun {year}. Periksa berkas ini lagi.")
        session.execute(insert(ImportedRow), kept)
        sha256 = hashlib.sha256(content).hexdigest()
        audit.record("register.imported", uuid4(), register=register, rows=len(kept), sha256=sha256)
    return report
