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
from services.documents.commands import holding, releasing, seals
from services.documents.steps import requests

HANDLERS: dict[type[Event], Handler] = {
    OfficeListed: record_office,
    OfficeProfiled: record_profile,
    ClientListed: record_client,
    ChainSealed: lambda message: seals.keep_seal(message.data, message.aggregate_version),
    TreeSealed: lambda message: seals.keep_seal(message.data, message.aggregate_version),
    AuditSealed: lambda message: seals.show_seal(message.data, message.aggregate_version),
    RequestRegistered: lambda message: requests.learn(message.data.request_id, message.data.number),
    CaseAdvanced: lambda message: holding.advanced(message.data),
    CasePassedOn: lambda message: holding.ended(message.data.request_id, message.data.transferred_at),
    CaseTransferred: lambda message: holding.ended(message.data.request_id, message.data.transferred_at),
    CaseHandedBack: lambda message: holding.ended(message.data.request_id, message.data.handed_back_at),
    CaseSplit: lambda message: holding.ended(message.data.request_id, message.data.split_at),
    ClaimDecided: lambda message: holding.hasten(message.data),
    ObjectionSubmitted: lambda message: holding.objected(message.data),
    ObjectionRegistered: lambda message: holding.registered(message.data),
    ReplyIssued: lambda message: holding.answered(message.data),
    ObjectionAnswered: lambda message: holding.answered(message.data),
    ReplyDelivered: lambda message: holding.delivered(message.data),
    ObjectionRecounted: lambda message: holding.delivered(message.data),
    DisputeRecorded: lambda message: holding.disputed(message.data),
    RequestDecided: lambda message: releasing.release(message.data, message.data.decided_at),
    ObjectionFulfilled: lambda message: releasing.release(message.data, message.data.fulfilled_at),
}
