"""What an applicant was given, fetched from the page of the request.

The links of the page hold as long as the page does: each asks intake anew and leads to a ticket of ten minutes.
"""

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from gateway import entering
from gateway.portal.pages import page
from gateway.portal.public import TOKEN, objected, tracking_of

PAGE = "ppid_halaman"  # cookie of a session: the page that a ticket was fetched from, for when it has run out

blueprint = Blueprint("downloads", __name__)


@blueprint.get("/permohonan/<token>/berkas/<uuid:file_id>")
def file(token: str, file_id: UUID) -> Response:
    """Show a file of the answer, or one that was given after an objection."""
    given = [*tracking_of(token)["documents"], *(file for one in objected(token) for file in one["documents"])]
    return _fetched(token, next((file["href"] for file in given if file["id"] == str(file_id)), None))


@blueprint.get("/permohonan/<token>/jawaban.zip")
def package(token: str) -> Response:
    """All files of the answer in one."""
    href = tracking_of(token)["answer_href"]
    return _fetched(token, href and href.replace("?", "/package.zip?"))


@blueprint.get("/permohonan/<token>/pemberitahuan.pdf")
def notice(token: str) -> Response:
    """Show the written notice."""
    href = tracking_of(token)["notice_href"]
    return _fetched(token, href and href.replace("/notice?", "/notice.pdf?"))


@blueprint.get("/permohonan/<token>/surat-kantor/<uuid:letter_id>.pdf")
def letter(token: str, letter_id: UUID) -> Response:
    """Show a letter from before the decision."""
    href = tracking_of(token)["letters_href"]
    return _fetched(token, href and href.replace("/letters?", f"/letters/{letter_id}.pdf?"))


@blueprint.get("/permohonan/<token>/keberatan/<uuid:objection_id>/tanggapan.pdf")
def reply(token: str, objection_id: UUID) -> Response:
    """Show the written answer to an objection."""
    tracking_of(token)
    href = next((one["reply_href"] for one in objected(token) if one["id"] == str(objection_id)), None)
    return _fetched(token, href and href.replace("/reply?", "/reply.pdf?"))


@blueprint.get("/tautan-lama")
def old() -> str | Response:
    """Back from a ticket that has run out: to the page that it was fetched from, or to where its code is asked for."""
    token = request.cookies.get(PAGE, "")
    if TOKEN.fullmatch(token):
        return redirect(url_for("public.show", token=token, tautan="lama"), 303)
    return page("public/track.html", typed="", faulty=False, old_link=True)


def _fetched(token: str, href: str | None) -> Response:
    """To what a fresh ticket gives; where nothing was given, back to the page."""
    answer = redirect(href or url_for("public.show", token=token), 303)
    answer.headers["Cache-Control"] = "no-store"
    entering.set_cookie(answer, PAGE, token)
    return answer
