"""What documents listens to."""

from chassis.api_clients import record_client
from chassis.directory import record_office, record_profile
from chassis.service import Handler
from contracts.audit import AuditSealed, ChainSealed, TreeSealed
from contracts.cases import CaseAdvanced, CaseHandedBack, CasePassedOn, CaseSplit, CaseTransferred
from contracts.claims import ClaimDecided
from contracts.clients import ClientListed
from contracts.disputes import DisputeRecorded
from contracts.event import Event
from contracts.objections import (
    ObjectionAnswered,
    ObjectionFulfilled,
    ObjectionRecounted,
    ObjectionRegistered,
    ObjectionSubmitted,
    ReplyDelivered,
    ReplyIssued,
)
from contracts.offices import OfficeListed, OfficeProfiled
from contracts.requests import RequestDecided, RequestRegistered
from services.documents.files.steps import requests
from services.documents.gate.commands import releases
from services.documents.retention.commands import holds
from services.documents.seals import commands as seals_commands

HANDLERS: dict[type[Event], Handler] = {
    OfficeListed: record_office,
    OfficeProfiled: record_profile,
    ClientListed: record_client,
    ChainSealed: lambda message: seals_commands.keep_seal(message.data, message.aggregate_version),
    TreeSealed: lambda message: seals_commands.keep_seal(message.data, message.aggregate_version),
    AuditSealed: lambda message: seals_commands.show_seal(message.data, message.aggregate_version),
    RequestRegistered: lambda message: requests.learn(message.data.request_id, message.data.number),
    CaseAdvanced: lambda message: holds.advanced(message.data),
    CasePassedOn: lambda message: holds.ended(message.data.request_id, message.data.transferred_at),
    CaseTransferred: lambda message: holds.ended(message.data.request_id, message.data.transferred_at),
    CaseHandedBack: lambda message: holds.ended(message.data.request_id, message.data.handed_back_at),
    CaseSplit: lambda message: holds.ended(message.data.request_id, message.data.split_at),
    ClaimDecided: lambda message: holds.hasten(message.data),
    ObjectionSubmitted: lambda message: holds.objected(message.data),
    ObjectionRegistered: lambda message: holds.registered(message.data),
    ReplyIssued: lambda message: holds.answered(message.data),
    ObjectionAnswered: lambda message: holds.answered(message.data),
    ReplyDelivered: lambda message: holds.delivered(message.data),
    ObjectionRecounted: lambda message: holds.delivered(message.data),
    DisputeRecorded: lambda message: holds.disputed(message.data),
    RequestDecided: lambda message: releases.release(message.data, message.data.decided_at),
    ObjectionFulfilled: lambda message: releases.release(message.data, message.data.fulfilled_at),
}
