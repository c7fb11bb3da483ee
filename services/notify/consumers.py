"""What notify listens to."""

from chassis.directory import record_office
from chassis.service import Handler
from contracts.event import Event
from contracts.offices import OfficeListed
from contracts.requests import RequestDecided, RequestSubmitted
from services.notify import commands

HANDLERS: dict[type[Event], Handler] = {
    OfficeListed: record_office,
    RequestSubmitted: lambda message: commands.announce_receipt(message.data),
    RequestDecided: lambda message: commands.announce_decision(message.data),
}
