"""What the gateway is made of."""

from flask import Flask, Response, g
from werkzeug.middleware.proxy_fix import ProxyFix

from chassis import pace, web
from chassis.context import Context
from chassis.db import transaction
from chassis.places import Places, files_at_once
from chassis.service import Runtime, Service, Tick
from gateway import api, drafts, entering, offices
from gateway.auth import invitations, sessions, throttle
from gateway.auth.appointed import AppointedRoles
from gateway.backends import Backends
from gateway.form_files import PageRequest
from gateway.portal import (
    acting,
    apply,
    downloads,
    failing,
    genuine,
    information,
    invited,
    letters,
    national,
    objections,
    pages,
    personal,
    proofs,
    public,
    record,
    session,
)
from gateway.portal.desk import (
    applicant_acts,
    appointments,
    case,
    claims,
    clearing,
    deciding,
    delivering,
    dik,
    dip,
    disposals,
    dispute_files,
    disputes,
    door,
    entry,
    indicating,
    oversight,
    own_phone,
    own_sessions,
    papers,
    people,
    previewing,
    progressing,
    proposals,
    queue,
    recorded,
    redacting,
    registers,
    reports,
    splitting,
    transferring,
    uploading,
)
from gateway.portal.desk import objections as desk_objections

# Their views hang on the door's blueprint.
DESK = (
    *(
        queue,
        case,
        recorded,
        uploading,
        clearing,
        previewing,
        redacting,
        proposals,
        progressing,
        applicant_acts,
        splitting,
        transferring,
        deciding,
        delivering,
        entry,
        papers,
        dip,
        dik,
    ),
    *(indicating, claims, desk_objections, disputes, dispute_files, registers, disposals, appointments, oversight),
    reports,
    people,
    own_sessions,
    own_phone,
)
PAGES = (
    public.blueprint,
    information.blueprint,
    letters.blueprint,
    genuine.blueprint,
    record.blueprint,
    objections.blueprint,
    apply.blueprint,
    acting.blueprint,
    downloads.blueprint,
    personal.blueprint,
    proofs.blueprint,
    session.blueprint,
    invited.blueprint,
    door.blueprint,
)
# For whoever searches.
ROBOTS = "User-agent: *\nDisallow: /kerja\nDisallow: /permohonan/\nDisallow: /undangan/\nAllow: /permohonan/baru$\n"
SWEEP_SECONDS = 3600


def create_app(runtime: Runtime, backends: Backends | None = None) -> Flask:
    """Return the gateway's web app: pages, tokens for API clients, the description of all APIs."""
    app = Flask("gateway", static_folder="static", static_url_path="/static")
    app.request_class = PageRequest
    app.config.update(web.api_settings(runtime.service.name, "Gerbang"))
    app.extensions.update(ppid=runtime, backends=backends or Backends.of(runtime), **places(runtime))
    app.extensions["appointed"] = AppointedRoles()
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1)  # type: ignore[method-assign]  # only the edge can reach us
    pages.register(app)
    app.before_request(lambda: entering.enter(runtime))
    app.after_request(entering.leave)
    app.teardown_request(web.close)
    web.add_probes(app, runtime)
    for blueprint in PAGES:
        app.register_blueprint(blueprint)
    app.add_url_rule("/", "home", lambda: _home(runtime))
    app.add_url_rule("/robots.txt", "robots", lambda: Response(ROBOTS, content_type="text/plain"))
    api.register(app)
    failing.register(app, runtime)  # last: what it says of an error holds for pages, the API would answer as a program
    return app


def places(runtime: Runtime) -> dict[str, Places]:
    """How many requests that hold a file are worked on at once; what anybody may send does not keep the desk's out."""
    return {"papers": Places(2), "checks": Places(1), "files": Places(files_at_once(runtime.settings.threads))}


def _home(runtime: Runtime) -> str:
    """Return the bare domain chooses an office, an office's host shows its own start page."""
    return public.home() if g.office else national.chooser(runtime, "national/home.html")


def sweep(runtime: Runtime) -> None:
    """Delete what is over in every office: drafts, sessions, counted tries."""
    for office in offices.listed(runtime.database):
        with runtime.acting(Context(office.code, "service:gateway")), transaction():
            drafts.sweep()
            sessions.sweep()
            invitations.sweep()
            throttle.sweep()


SERVICE = Service(name="gateway", create_app=create_app, ticks=(Tick("sweep", SWEEP_SECONDS, sweep), pace.SWEEP))
