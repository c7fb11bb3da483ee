"""What the registry listens to."""

from chassis.directory import record_office
from chassis.service import Handler
from contracts.documents import DocumentStored
from contracts.event import Event
from contracts.offices import OfficeListed
from contracts.requests import RequestSubmitted
from services.registry import commands

HANDLERS: dict[type[Event], Handler] = {
    OfficeListed: record_office,
    RequestSubmitted: lambda message: commands.register(message.data),
    DocumentStored: lambda message: commands.hold_document(message.data),
}
