"""What intake is made of."""

from flask import Flask

from chassis import idempotency, pace, web
from chassis.places import Places, files_at_once
from chassis.service import Runtime, Service, Tick
from services.intake import consumers
from services.intake.api import (
    acts,
    claims,
    indications,
    likeness,
    objections,
    papers,
    parts,
    personal,
    registers,
    requests,
)


def create_app(runtime: Runtime) -> Flask:
    """Intake's web app."""
    modules = (requests, acts, claims, indications, likeness, parts, papers, personal, objections, registers)
    blueprints = (module.blueprint for module in modules)
    app = web.create_app(runtime, *blueprints, title="Penerimaan permohonan informasi")
    app.extensions["files"] = Places(files_at_once(runtime.settings.threads))
    return app


SERVICE = Service(
    name="intake",
    create_app=create_app,
    handlers=consumers.HANDLERS,
    ticks=(Tick("sweep keys", 3600, idempotency.sweep), pace.SWEEP),
)
