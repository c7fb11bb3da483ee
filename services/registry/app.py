"""What the registry is made of."""

from flask import Flask

from chassis import web
from chassis.places import Places, files_at_once
from chassis.service import Runtime, Service
from services.registry import consumers
from services.registry.api import (
    appointments,
    cases,
    decisions,
    deliveries,
    dik,
    dip,
    disputes,
    letters,
    objections,
    oversight,
    progress,
    registers,
    reports,
)
from services.registry.commands import escalating, exempting, periods, progressing

BLUEPRINTS = (
    *(cases.blueprint, progress.blueprint, decisions.blueprint, letters.blueprint, objections.blueprint),
    *(disputes.blueprint, dip.blueprint, dip.public, dik.proposals, dik.tests, dik.exempt, registers.blueprint),
    *(appointments.blueprint, deliveries.blueprint, oversight.blueprint, reports.blueprint),
)


def create_app(runtime: Runtime) -> Flask:
    """Return the registry's web app."""
    app = web.create_app(runtime, *BLUEPRINTS, title="Register permohonan informasi")
    app.extensions["files"] = Places(files_at_once(runtime.settings.threads))
    return app


SERVICE = Service(
    name="registry",
    create_app=create_app,
    handlers=consumers.HANDLERS,
    ticks=(progressing.TICK, exempting.TICK, periods.TICK, escalating.TICK),
)
