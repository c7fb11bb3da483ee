"""What the registry is made of."""

from flask import Flask

from chassis import web
from chassis.places import Places, files_at_once
from chassis.service import Runtime, Service
from services.registry import consumers
from services.registry.appointments import api as appointment_api
from services.registry.cases.api import cases, progress
from services.registry.cases.commands import progress as progressing
from services.registry.decisions import api as decision_api
from services.registry.deliveries import api as delivery_api
from services.registry.dik import api as dik_api
from services.registry.dik.commands import consequence_tests, periods
from services.registry.dip import api as dip_api
from services.registry.disputes import api as dispute_api
from services.registry.letters import api as letter_api
from services.registry.objections import api as objection_api
from services.registry.oversight import api as oversight_api
from services.registry.oversight import commands as oversight_commands
from services.registry.reports.api import registers, reports

BLUEPRINTS = (
    *(cases.blueprint, progress.blueprint, decision_api.blueprint, letter_api.blueprint, objection_api.blueprint),
    *(
        dispute_api.blueprint,
        dip_api.blueprint,
        dip_api.public,
        dik_api.proposals,
        dik_api.tests,
        dik_api.exempt,
        registers.blueprint,
    ),
    *(appointment_api.blueprint, delivery_api.blueprint, oversight_api.blueprint, reports.blueprint),
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
    ticks=(progressing.TICK, consequence_tests.TICK, periods.TICK, oversight_commands.TICK),
)
