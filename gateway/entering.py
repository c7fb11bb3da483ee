"""The life of a request to the gateway: which office the host names, who works in the browser, is the form ours."""

from dataclasses import replace

from flask import Response, current_app, g, redirect, request
from werkzeug.wrappers import Response as Answer

from chassis import web
from chassis.context import PUBLIC, Context, new_trace
from chassis.directory import Office
from chassis.errors import Forbidden
from chassis.service import Runtime
from gateway import config, i18n
from gateway.auth import forms, sessions
from gateway.backends.appointments import Appointments
from gateway.commands import ADMIN, OFFICER, PPID
from gateway.form_files import CHECK, DESK_HAND_IN, HAND_IN
from gateway.portal.pages import LANGUAGE_COOKIE, own_path

NO_OFFICE = ("home", "robots", "described", "operations")
READING = ("GET", "HEAD", "OPTIONS")
PARTS = "desk.put_part"
# The forms that carry a file, and whose they are. The edge knows their paths (deploy/edge/Caddyfile).
FILE_FORMS = {
    DESK_HAND_IN: frozenset({OFFICER, PPID}),
    "desk.attach": frozenset({OFFICER, PPID}),
    PARTS: frozenset({OFFICER, PPID}),
    "desk.grant": frozenset({PPID}),
    "desk.grant_partly": frozenset({PPID}),
    "desk.dip_import": frozenset({OFFICER, PPID}),
    "desk.register_import": frozenset({PPID}),
}
_LARGEST = {PARTS: config.LARGEST_PART, DESK_HAND_IN: config.LARGEST_PAPERS}
VISIT_SECONDS = int(config.DRAFT_KEPT.total_seconds())
LANGUAGE_SECONDS = 365 * 24 * 3600
DEVICE_SECONDS = 180 * 24 * 3600
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class SignInFirst(Exception):
    """The page is for staff and nobody is signed in."""


class ChooseOffice(Exception):
    """The page belongs to an office and the host names none: the chooser answers."""


def needs(*roles: str) -> None:
    """Refuse staff who have none of these roles.

    Raises:
        Forbidden: they lack them.
    """
    if not g.staff.roles & set(roles):
        raise Forbidden


def enter(runtime: Runtime) -> Answer | None:
    """Before a request: put office, reader and language in force; turn foreign forms away.

    Raises:
        UnknownOffice, ChooseOffice, Foreign, Stale, Forbidden, Unavailable: answered by pages.
    """
    web.begin(new_trace())
    g.settings = runtime.settings
    g.office = g.staff = g.anchor = g.new_anchor = None
    if request.endpoint in web.PROBES:
        return None
    choice = request.args.get("bahasa", "")
    kept = request.cookies.get(LANGUAGE_COOKIE, "")
    g.language = next((code for code in (choice, kept) if code in i18n.LANGUAGES), i18n.ORIGINAL)
    if request.host.partition(":")[0].lower() == runtime.settings.base_domain:
        if request.endpoint not in NO_OFFICE:
            raise ChooseOffice
    else:
        _enter_office(runtime, runtime.directory.by_host(web.host_label(runtime)))
    if choice and request.method == "GET":
        return _keep_language(choice)
    if request.method not in READING and request.blueprint != "tokens":
        _check_form(runtime)
    return None


def leave(response: Response) -> Response:
    """After a request: the headers of a page, and the cookie that ties this browser's forms to it."""
    secure = config.secure(g.settings)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Referrer-Policy"] = "same-origin"  # addresses of drafts and of tracking pages are secrets
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if g.get("new_anchor"):
        set_cookie(response, visit_cookie(), g.new_anchor, VISIT_SECONDS)
    return web.leave(response)


def session_cookie() -> str:
    """Return the name of the cookie of a signed-in browser; over https the browser itself holds it to this host."""
    return "__Host-ppid_sesi" if config.secure(g.settings) else "ppid_sesi"


def visit_cookie() -> str:
    """Return the name of the cookie that ties forms to a browser that is not signed in."""
    return "__Host-ppid_kunjungan" if config.secure(g.settings) else "ppid_kunjungan"


def device_cookie() -> str:
    """Return the name of the cookie of a device on which somebody signed in before."""
    return "__Host-ppid_perangkat" if config.secure(g.settings) else "ppid_perangkat"


def set_cookie(response: Answer, name: str, value: str, seconds: int | None = None) -> None:
    """Set a cookie that scripts cannot read and other sites cannot make the browser send with a form."""
    response.set_cookie(
        name, value, max_age=seconds, path="/", httponly=True, samesite="Lax", secure=config.secure(g.settings)
    )


def _enter_office(runtime: Runtime, office: Office) -> None:
    g.office = office
    g.stack.enter_context(runtime.acting(Context(office.code, PUBLIC, frozenset({PUBLIC}), g.trace)))
    g.anchor = request.cookies.get(visit_cookie())
    cookie = request.cookies.get(session_cookie())
    if cookie and request.blueprint != "tokens":
        g.staff = sessions.find(cookie)
    if g.staff is not None:
        g.anchor = g.staff.anchor
        _act(runtime, office)


def _act(runtime: Runtime, office: Office) -> None:
    """Put who is signed in in force, at the desk with the roles of an appointment that runs today."""
    actor = f"staff:{g.staff.staff_id}"
    own = Context(office.code, actor, g.staff.roles, g.trace, g.staff.name)
    g.stack.enter_context(runtime.acting(own))
    if request.blueprint == "desk" and g.staff.roles != {ADMIN}:
        appointments = Appointments(current_app.extensions["backends"].clients["registry"])
        appointed = current_app.extensions["appointed"].of(actor, office.code, appointments)
        if not appointed <= g.staff.roles:
            g.staff = replace(g.staff, roles=g.staff.roles | appointed)
            g.stack.enter_context(runtime.acting(replace(own, roles=g.staff.roles)))


def _keep_language(choice: str) -> Answer:
    asked = request.query_string.decode(errors="replace").split("&")
    rest = "&".join(part for part in asked if not part.startswith("bahasa="))
    answer = redirect(f"{own_path()}?{rest}" if rest else own_path(), 303)
    if choice in i18n.LANGUAGES:
        set_cookie(answer, LANGUAGE_COOKIE, choice, LANGUAGE_SECONDS)
    return answer


def _check_form(runtime: Runtime) -> None:
    scheme = "https" if config.secure(runtime.settings) else "http"
    forms.check_origin(dict(request.headers), f"{scheme}://{request.host}")
    if request.blueprint == "desk" and g.staff is None:
        raise SignInFirst
    request.max_content_length = config.LARGEST_FORM
    if request.endpoint in FILE_FORMS:  # all of this before two gigabytes are read for nothing
        needs(*FILE_FORMS[request.endpoint])
        g.stack.enter_context(current_app.extensions["files"].one())
        request.max_content_length = _LARGEST.get(request.endpoint, config.LARGEST_FILE)
    if request.endpoint == HAND_IN:
        g.stack.enter_context(current_app.extensions["papers"].one())
        request.max_content_length = config.LARGEST_PAPERS
    if request.endpoint == CHECK:
        g.stack.enter_context(current_app.extensions["checks"].one())
        request.max_content_length = config.LARGEST_CHECKED
    request.max_form_memory_size = config.LARGEST_FORM
    forms.check_proof(request.form.get(forms.FIELD, ""), g.anchor or "")
