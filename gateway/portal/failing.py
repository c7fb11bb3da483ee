"""When a page cannot be shown: what happened, what still works, what to do next; never a trace of the machinery."""

from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, g, make_response, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as Answer

from chassis.db import AWAY
from chassis.errors import Problem, TooMany, Unavailable, UnknownOffice
from chassis.log import get_logger
from chassis.problems import as_problem, problem_response
from chassis.service import Runtime
from gateway import i18n
from gateway.entering import ChooseOffice, SignInFirst
from gateway.portal import national, session
from gateway.portal.pages import language, own_path, page

PROGRAMS = "/api/gateway/"

log = get_logger()


def register(app: Flask, runtime: Runtime) -> None:
    """Answer every failure of this app: people get a page, programs a problem."""

    def choose(_error: Exception) -> Response | tuple[str, int]:
        return _for_programs(UnknownOffice()) or (national.chooser(runtime, "national/unknown.html"), 404)

    app.register_error_handler(UnknownOffice, choose)
    app.register_error_handler(ChooseOffice, choose)
    app.register_error_handler(SignInFirst, _sign_in)
    app.register_error_handler(Problem, _problem)
    app.register_error_handler(HTTPException, lambda error: _problem(as_problem(error)))
    for away in AWAY:
        app.register_error_handler(away, _database_away)
    app.register_error_handler(Exception, _ours)


def _sign_in(_error: SignInFirst) -> Answer | str:
    """To the sign-in page; what somebody typed while the session ran out waits behind it."""
    if request.method == "GET":
        return redirect(f"/masuk?{urlencode({'lanjut': request.full_path.rstrip('?')})}", 303)
    return session.sign_in_again()


def _problem(problem: Problem) -> Response:
    answer = _for_programs(problem)
    if answer is not None:
        return answer
    g.setdefault("language", i18n.ORIGINAL)
    known = i18n.has(language(), f"error.{problem.code}.title")
    code = problem.code if known else {404: "not-found", 503: "unavailable"}.get(problem.status, "other")
    words: dict[str, Any] = {"code": code, "detail": "" if known else problem.detail}
    retry = own_path() if request.method == "GET" else None
    response = make_response(page("error.html", private=True, faulty=True, retry=retry, **words), problem.status)
    if isinstance(problem, Unavailable | TooMany):
        response.headers["Retry-After"] = str(problem.seconds)
    return response


def _for_programs(problem: Problem) -> Response | None:
    return problem_response(problem) if request.path.startswith(PROGRAMS) else None


def _database_away(error: Exception) -> Response:
    log.error("database_away", error=str(error).partition("\n")[0])
    return _problem(Unavailable())


def _ours(_error: Exception) -> Response:
    log.exception("unhandled")
    problem = Problem()
    problem.status, problem.code = 500, "internal-server-error"
    return _problem(problem)
