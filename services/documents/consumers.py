"""What documents listens to."""

from chassis.directory import record_office
from chassis.service import Handler
from contracts.event import Event
from contracts.offices import OfficeListed
from contracts.requests import RequestDecided
from services.documents import commands

HANDLERS: dict[type[Event], Handler] = {
    OfficeListed: record_office,
    RequestDecided: lambda message: commands.release(message.data),
}
