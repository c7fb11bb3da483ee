"""What intake is made of."""

from flask import Flask

from chassis import web
from chassis.service import Runtime, Service
from services.intake import consumers
from services.intake.api import objections, requests


def create_app(runtime: Runtime) -> Flask:
    """Intake's web app."""
    return web.create_app(runtime, requests.blueprint, objections.blueprint, title="Penerimaan permohonan informasi")


SERVICE = Service(name="intake", create_app=create_app, handlers=consumers.HANDLERS)
