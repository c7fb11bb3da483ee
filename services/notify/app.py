"""What notify is made of."""

from flask import Flask

from chassis import pace, web
from chassis.service import Runtime, Service, Tick
from services.notify import api, commands, consumers, invitations


def create_app(runtime: Runtime) -> Flask:
    """Return the web app of notify."""
    return web.create_app(runtime, api.blueprint, title="Pemberitahuan")


SERVICE = Service(
    name="notify",
    create_app=create_app,
    handlers=consumers.HANDLERS,
    ticks=(Tick("send", 2, commands.send_due, woken=True), invitations.TICK, pace.SWEEP),
)
