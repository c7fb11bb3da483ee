"""What notify listens to."""

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
)
from contracts.claims import ClaimDecided, ClaimSubmitted
from contracts.clients import ClientListed
from contracts.event import Event
from contracts.objections import (
    ObjectionAnswered,
    ObjectionFulfilled,
    ObjectionRegistered,
    ObjectionRescheduled,
    ReplyIssued,
)
from contracts.offices import OfficeListed, OfficeProfiled
from contracts.requests import RequestDecided, RequestPassedOn, RequestSplitOff, RequestSubmitted, RequestTakenOver
from contracts.staff import InvitationIssued
from services.notify import commands, invitations

HANDLERS: dict[type[Event], Handler] = {
    OfficeListed: record_office,
    OfficeProfiled: record_profile,
    ClientListed: record_client,
    InvitationIssued: lambda message: invitations.take_up(message.data),
    RequestSubmitted: lambda message: commands.announce_receipt(message.data),
    RequestPassedOn: lambda message: commands.announce_taking_over(message.data),
    RequestTakenOver: lambda message: commands.announce_taking_over(message.data),
    RequestSplitOff: lambda message: commands.announce_receipt(message.data),
    CasePassedOn: lambda message: commands.announce_transfer(message.data),
    CaseTransferred: lambda message: commands.announce_transfer(message.data),
    CaseHandedBack: lambda message: commands.announce_hand_back(message.data),
    CaseReopened: lambda message: commands.announce_reopening(message.data),
    CaseSplit: lambda message: commands.announce_split(message.data),
    CaseAdvanced: lambda message: commands.announce_progress(message.data),
    CaseRescheduled: lambda message: commands.announce_new_dates(message.data),
    DatesMoved: lambda message: commands.announce_new_dates(message.data),
    RequestDecided: lambda message: commands.announce_decision(message.data),
    ClaimSubmitted: lambda message: commands.announce_claim(message.data),
    ClaimDecided: lambda message: commands.announce_answer_to_claim(message.data),
    ObjectionRegistered: lambda message: commands.announce_objection(message.data),
    ObjectionRescheduled: lambda message: commands.announce_new_date_of_objection(message.data),
    ReplyIssued: lambda message: commands.announce_answer(message.data),
    ObjectionAnswered: lambda message: commands.announce_answer(message.data),
    ObjectionFulfilled: lambda message: commands.announce_fulfilment(message.data),
}
