"""What the registry listens to."""

from chassis.api_clients import record_client
from chassis.directory import record_office, record_profile
from chassis.service import Handler
from contracts.cases import ApplicantActed, CaseHandedBack
from contracts.clients import ClientListed
from contracts.documents import (
    DocumentBlackened,
    DocumentCleared,
    DocumentReplaced,
    DocumentStandingChanged,
    DocumentStored,
    DocumentSuspended,
    PaperStored,
)
from contracts.escalations import CaseEscalated, ObjectionEscalated
from contracts.event import Event
from contracts.exemptions import ConsequenceTestConcluded, ExemptInformationListed, ExemptionProposed
from contracts.notices import NoticeSent
from contracts.objections import ObjectionSubmitted
from contracts.offices import OfficeListed, OfficeProfiled
from contracts.reports import ReportIssued
from contracts.requests import RequestPassedOn, RequestSplitOff, RequestSubmitted, RequestTakenOver
from services.registry.cases.commands import hand_backs, progress, registration
from services.registry.deliveries import commands as delivery_commands
from services.registry.dik.commands import consequence_tests, exempt_list, proposals
from services.registry.objections.commands import objections as objecting
from services.registry.oversight import commands as oversight_commands
from services.registry.reports import commands as report_commands

HANDLERS: dict[type[Event], Handler] = {
    OfficeListed: record_office,
    OfficeProfiled: record_profile,
    ClientListed: record_client,
    RequestSubmitted: lambda message: registration.register(message.data, message.time),
    RequestPassedOn: lambda message: registration.take_over(message.data),
    RequestTakenOver: lambda message: registration.take_over(message.data),
    RequestSplitOff: lambda message: registration.register_part(message.data),
    ObjectionSubmitted: lambda message: objecting.register(message.data),
    CaseHandedBack: lambda message: hand_backs.reopen(message.data, message.aggregate_version),
    ApplicantActed: lambda message: progress.follow_applicant(message.data),
    NoticeSent: lambda message: delivery_commands.hear_sent(message.data),
    DocumentStored: lambda message: registration.hold_document(message.data),
    DocumentBlackened: lambda message: registration.note_blackening(message.data),
    DocumentStandingChanged: lambda message: registration.note_standing(message.data),
    DocumentCleared: lambda message: registration.note_former(message.data),
    DocumentReplaced: lambda message: registration.note_former(message.data),
    DocumentSuspended: lambda message: registration.note_former(message.data),
    PaperStored: lambda message: progress.follow_paper(message.data),
    ExemptionProposed: consequence_tests.receive,
    ConsequenceTestConcluded: proposals.hear_result,
    ExemptInformationListed: exempt_list.keep,
    CaseEscalated: oversight_commands.keep,
    ObjectionEscalated: oversight_commands.keep,
    ReportIssued: report_commands.keep,
}
