"""An office writes its annual report, issues it, and hands it to the Information Commission."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.db import transaction
from chassis.errors import Changed, Conflict, Fault, Invalid, NotFound
from chassis.offices import day_of, in_office, this_office, today
from chassis.service import runtime
from contracts.envelope import Envelope
from contracts.reports import ReportIssued
from services.registry.appointments.steps import signing
from services.registry.cases.domain.cases import PPID
from services.registry.dip.domain.entries import Columns, Decree, Form
from services.registry.dip.steps import publish_new
from services.registry.letters.domain import Kind
from services.registry.letters.steps import next_number
from services.registry.reports import domain
from services.registry.reports.models import AnnualReport, DeliveredReport
from services.registry.reports.queries.reports import figures_of
from statute.escalation import NATIONAL
from statute.report import information_class


def start(year: int) -> AnnualReport:
    """Begin the report on a year that has ended.

    Raises:
        NotEnded, Invalid: see the domain. Conflict: there is one already.
    """
    domain.check_year(year, today())
    with transaction() as session:
        if session.scalar(select(AnnualReport.id).where(AnnualReport.year == year)):
            raise Conflict(f"Laporan tahun {year} sudah ada.")
        report = AnnualReport(id=uuid4(), year=year, words={}, version=1)
        session.add(report)
        audit.record("report.started", report.id, year=year)
    return report


def write(report_id: UUID, expected: int, words: Mapping[str, str]) -> AnnualReport:
    """Keep what the office writes; parts may still be missing.

    Raises:
        NotFound, Changed: see `chassis.errors`. AlreadyIssued: it never changes.
    """
    with transaction() as session:
        report = _draft(session, report_id, expected)
        report.words, report.version = dict(words), report.version + 1
        audit.record("report.written", report.id, year=report.year)
    return report


def issue(report_id: UUID, expected: int) -> AnnualReport:
    """Issue a report: numbered, signed, its figures frozen, and announced in the public-information list.

    Raises:
        NotFound, Changed, Forbidden, Invalid: see the domain and `chassis.errors`. AlreadyIssued: once only.
        Unavailable: the old register cannot be counted now; nothing was issued.
    """
    now = clock.now()
    with transaction() as session:
        report = _draft(session, report_id, expected)
        domain.check_issue(report.words)
        signed = signing(PPID)
        report.figures = figures_of(report.year)
        report.letter_number = next_number(Kind.REPORT, today())
        report.issued_at, report.version = now, report.version + 1
        for name, value in signed.signature.items():
            setattr(report, name, value)
        report.item = publish_new(session, _listed(report), Decree(report.letter_number, today())).id
        audit.record("report.issued", report.id, year=report.year, letter=report.letter_number, **signed.signature)
        outbox.publish(
            ReportIssued(report_id=report.id, year=report.year, number=report.letter_number, issued_on=today()),
            version=report.version,
        )
    return report


def hand_over(report_id: UUID, expected: int, on: date, reference: str) -> AnnualReport:
    """Write down when the Information Commission got the report, by which receipt or letter.

    Raises:
        NotFound, Changed: see `chassis.errors`. Conflict: it is not issued yet. Invalid: the day cannot be true.
    """
    with transaction() as session:
        report = _locked(session, report_id, expected)
        if report.issued_at is None:
            raise Conflict("Laporan ini belum terbit.")
        if not day_of(report.issued_at) <= on <= today():
            raise Invalid(faults=[Fault("/on", "Isi hari sejak laporan terbit sampai hari ini.")])
        report.handed_on, report.handed_reference, report.version = on, reference, report.version + 1
        audit.record("report.handed_over", report.id, year=report.year, on=on, reference=reference)
    return report


def keep(message: Envelope[ReportIssued]) -> None:
    """Note in the offices above that an office below has delivered its report."""
    said, office = message.data, runtime().directory.by_code(message.tenant)
    row = {"id": said.report_id, "office": office.code, "year": said.year, "number": said.number}

    for supervisor in {office.parent, NATIONAL} - {None, office.code}:

        def take(supervisor: str = str(supervisor)) -> None:
            values = row | {"tenant": supervisor, "issued_on": said.issued_on}
            with transaction() as session:
                session.execute(insert(DeliveredReport).values(**values).on_conflict_do_nothing())

        in_office(str(supervisor), take)


def _listed(report: AnnualReport) -> Columns:
    """Return the report as an entry of the public-information list."""
    office = this_office()
    return Columns(
        summary=f"Laporan layanan informasi publik tahun {report.year}",
        kind=information_class(),
        unit="PPID",
        responsible="PPID",
        made_on=today(),
        made_in=office.name,
        form=Form.SOFTCOPY,
        retention="Permanen",
        link=f"{runtime().settings.office_url(office.host)}/laporan/{report.id}.pdf",
    )


def _draft(session: Session, report_id: UUID, expected: int) -> AnnualReport:
    report = _locked(session, report_id, expected)
    if report.issued_at is not None:
        raise domain.AlreadyIssued(f"Laporan tahun {report.year} terbit dengan nomor {report.letter_number}.")
    return report


def _locked(session: Session, report_id: UUID, expected: int) -> AnnualReport:
    report = session.scalar(select(AnnualReport).where(AnnualReport.id == report_id).with_for_update())
    if report is None:
        raise NotFound
    if report.version != expected:
        raise Changed
    return report
