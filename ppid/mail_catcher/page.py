"""The page that shows caught letters: plain HTML that needs no script, under a policy that would run none."""

import re
from zoneinfo import ZoneInfo

from flask import Flask, Response, abort, render_template, url_for
from markupsafe import Markup, escape

from ppid.mail_catcher.box import Box, Letter

POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
ZONE = ZoneInfo("Asia/Jakarta")
_LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]']")


def create_app(box: Box, base_domain: str) -> Flask:
    """Return the pages over a box. Asked under any other name than its own it answers 400 (names that were rebound)."""
    app = Flask(__name__, static_folder=None)
    app.config["TRUSTED_HOSTS"] = [f"surat.{base_domain}", "localhost", "127.0.0.1"]
    app.add_template_filter(linked)
    app.add_template_filter(lambda letter: letter.came_at.astimezone(ZONE).strftime("%d-%m-%Y %H.%M.%S"), "moment")
    app.after_request(_guard)

    @app.get("/")
    def index() -> str:
        return render_template("letters.html", letters=list(box.letters()))

    @app.get("/surat/<id_>")
    def letter(id_: str) -> str:
        return render_template("letter.html", letter=_find(box, id_))

    @app.get("/surat/<id_>/lampiran/<int:number>")
    def attachment(id_: str, number: int) -> Response:
        found = _find(box, id_).attachments
        if number >= len(found):
            abort(404)
        response = Response(found[number].content, content_type="application/octet-stream")
        response.headers.set("Content-Disposition", "attachment", filename=found[number].name)
        return response

    @app.get("/gaya.css")
    def style() -> Response:
        return Response(render_template("style.css"), content_type="text/css; charset=utf-8")

    @app.get("/healthz")
    def healthz() -> Response:
        return Response("hidup\n", content_type="text/plain")

    @app.errorhandler(404)
    def missing(_error: Exception) -> tuple[str, int]:
        return render_template("missing.html", home=url_for("index")), 404

    return app


def linked(text: str) -> Markup:
    """Return the text with its web addresses made into links, everything else escaped."""
    parts, end = [], 0
    for found in _LINK.finditer(text):
        parts += [escape(text[end : found.start()]), Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(found[0])]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])


def _find(box: Box, id_: str) -> Letter:
    return box.letter(id_) or abort(404)


def _guard(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
