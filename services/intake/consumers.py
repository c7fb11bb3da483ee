"""What intake listens to."""

from chassis.api_clients import record_client
from chassis.directory import record_office, record_profile
from chassis.service import Handler
from contracts.cases import (
    CaseAdvanced,
    CaseHandedBack,
    CasePassedOn,
    CaseReopened,
    CaseRescheduled,
    CaseSplit,
    CaseTransferred,
    DatesMoved,
    LetterDelivered,
    NoticeDelivered,
)
from contracts.clients import ClientListed
from contracts.documents import MatterOutlived
from contracts.event import Event
from contracts.objections import (
    ObjectionAnswered,
    ObjectionFulfilled,
    ObjectionRecounted,
    ObjectionRegistered,
    ObjectionRescheduled,
    ReplyDelivered,
    ReplyIssued,
)
from contracts.offices import OfficeListed, OfficeProfiled
from contracts.requests import RequestDecided, RequestRegistered
from services.intake.commands import following, forgetting, objecting, splitting, transferring

HANDLERS: dict[type[Event], Handler] = {
    OfficeListed: record_office,
    OfficeProfiled: record_profile,
    ClientListed: record_client,
    RequestRegistered: lambda said: following.follow_registration(said.data, said.aggregate_version, said.time),
    CaseAdvanced: lambda said: following.follow_progress(said.data, said.aggregate_version),
    CaseRescheduled: lambda said: following.follow_new_dates(said.data, said.aggregate_version),
    DatesMoved: lambda said: following.follow_new_dates(said.data, said.aggregate_version),
    CasePassedOn: lambda said: transferring.follow_transfer(said.data, said.aggregate_version),
    CaseTransferred: lambda said: transferring.follow_transfer(said.data, said.aggregate_version),
    CaseHandedBack: lambda said: transferring.follow_hand_back(said.data, said.aggregate_version),
    CaseReopened: lambda said: following.follow_reopening(said.data, said.aggregate_version),
    CaseSplit: lambda said: splitting.follow_split(said.data, said.aggregate_version),
    NoticeDelivered: lambda said: following.follow_delivery(said.data, said.aggregate_version),
    LetterDelivered: lambda said: following.follow_letter(said.data, said.aggregate_version),
    RequestDecided: lambda said: following.follow_decision(said.data, said.aggregate_version),
    MatterOutlived: lambda said: forgetting.forget(said.data),
    ObjectionRegistered: lambda said: objecting.follow_registration(said.data, said.aggregate_version),
    ObjectionRescheduled: lambda said: objecting.follow_new_date(said.data, said.aggregate_version),
    ObjectionRecounted: lambda said: objecting.follow_recount(said.data, said.aggregate_version),
    ReplyIssued: lambda said: objecting.follow_answer(said.data, said.aggregate_version),
    ObjectionAnswered: lambda said: objecting.follow_answer(said.data, said.aggregate_version),
    ReplyDelivered: lambda said: objecting.follow_delivery(said.data, said.aggregate_version),
    ObjectionFulfilled: lambda said: objecting.follow_fulfilment(said.data, said.aggregate_version),
}
