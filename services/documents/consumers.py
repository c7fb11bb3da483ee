"""What documents listens to."""

from chassis.directory import record_office
from chassis.service import Handler
from contracts.audit import AuditSealed
from contracts.event import Event
from contracts.objections import ObjectionFulfilled
from contracts.offices import OfficeListed
from contracts.requests import RequestDecided
from services.documents.commands import releasing, sealing

HANDLERS: dict[type[Event], Handler] = {
    OfficeListed: record_office,
    AuditSealed: lambda message: sealing.keep_seal(message.data, message.aggregate_version),
    RequestDecided: lambda message: releasing.release(message.data, message.data.decided_at),
    ObjectionFulfilled: lambda message: releasing.release(message.data, message.data.fulfilled_at),
}
