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
from services.registry.commands import (
    delivering,
    escalating,
    exempting,
    hand_backs,
    objecting,
    progressing,
    proposing,
    registering,
    reporting,
    testing,
)

HANDLERS: dict[type[Event], Handler] = {
    OfficeListed: record_office,
    OfficeProfiled: record_profile,
    ClientListed: record_client,
    RequestSubmitted: lambda message: registering.register(message.data, message.time),
    RequestPassedOn: lambda message: registering.take_over(message.data),
    RequestTakenOver: lambda message: registering.take_over(message.data),
    RequestSplitOff: lambda message: registering.register_part(message.data),
    ObjectionSubmitted: lambda message: objecting.register(message.data),
    CaseHandedBack: lambda message: hand_backs.reopen(message.data, message.aggregate_version),
    ApplicantActed: lambda message: progressing.follow_applicant(message.data),
    NoticeSent: lambda message: delivering.hear_sent(message.data),
    DocumentStored: lambda message: registering.hold_document(message.data),
    DocumentBlackened: lambda message: registering.note_blackening(message.data),
    DocumentCleared: lambda message: registering.clear_document(message.data),
    DocumentReplaced: lambda message: registering.replace_document(message.data),
    DocumentSuspended: lambda message: registering.suspend_document(message.data),
    PaperStored: lambda message: progressing.follow_paper(message.data),
    ExemptionProposed: testing.receive,
    ConsequenceTestConcluded: proposing.hear_result,
    ExemptInformationListed: exempting.keep,
    CaseEscalated: escalating.keep,
    ObjectionEscalated: escalating.keep,
    ReportIssued: reporting.keep,
}
