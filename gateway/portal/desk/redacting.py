"""Blackening a file of a case: boxes on pictures of its pages, a finder, the proposal, and the second person's word.

Without a script every act is a form that saves at once. With one (`static/redact.js`) the boxes are drawn on the page
and saved together by `redaction_saved`; everything else is the same forms.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from gateway.backends.redactions import COPY, ORIGINAL, Redactions
from gateway.backends.shapes.documents import Box, Redaction
from gateway.commands import OFFICER, PPID
from gateway.entering import needs
from gateway.portal import fields
from gateway.portal.desk import boxes as boxing
from gateway.portal.desk import clearing, masking
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.papers import passed_on
from gateway.portal.desk.redaction_page import Said, changed_by, hands, seen_before, show
from gateway.portal.pages import services, words
from gateway.portal.refusing import CHANGED

PATTERNS = ("nik", "kk", "phone", "email")
PICTURES = {"hal": ORIGINAL, "salinan": COPY}


def redactions() -> Redactions:
    """Redactions as documents keeps them."""
    return Redactions(services().clients["documents"])


@blueprint.post("/<uuid:case_id>/berkas/<uuid:document_id>/hitamkan")
def begin_redaction(case_id: UUID, document_id: UUID) -> str | Response:
    """Begin to blacken a file of a case, or go on with it."""
    needs(OFFICER, PPID)
    document = clearing.file_of(case_id, document_id)
    try:
        begun = redactions().begin(document["id"])
    except Refused as refused:
        return clearing.show(document, {}, {}, [refused.detail or refused.title])
    return redirect(url_for("desk.redaction", redaction_id=begun["id"]), 303)


@blueprint.get("/penghitaman/<uuid:redaction_id>")
def redaction(redaction_id: UUID) -> str:
    """Show the pages with their boxes; once proposed, the copy."""
    return show(redactions().one(str(redaction_id)))


@blueprint.post("/penghitaman/<uuid:redaction_id>")
def redaction_changed(redaction_id: UUID) -> str | Response:
    """One act on a redaction; without one (after signing in again) what was typed stands in the form as it was."""
    needs(OFFICER, PPID)
    one, act = redactions().one(str(redaction_id)), ACTS.get(request.form.get("langkah", ""))
    return act(one) if act else show(one, Said(typed=request.form))


@blueprint.post("/penghitaman/<uuid:redaction_id>/kotak")
def redaction_saved(redaction_id: UUID) -> Response:
    """Save all boxes for the page's script; whoever saved meanwhile is told with their boxes."""
    needs(OFFICER, PPID)
    try:
        drawn = boxing.read(json.loads(request.form.get("kotak", "")))
        saved = redactions().save(str(redaction_id), _version(), drawn)
    except ValueError:
        return _told({"code": "invalid", "fault": words("error.other.title")}, 422)
    except Refused as refused:
        said: dict[str, Any] = {"code": refused.code, "fault": refused.detail or refused.title}
        if refused.status == CHANGED:
            fresh = redactions().one(str(redaction_id))
            said |= {
                "version": fresh["version"],
                "boxes": fresh["boxes"],
                "stage": fresh["stage"],
                "hands": hands(fresh),
            }
        if refused.faults:
            (place, _field), said["fault"] = boxing.where(refused.faults[0].pointer), refused.faults[0].detail
            said["box"] = place
        return _told(said, refused.status)
    return _told({"version": saved["version"], "boxes": saved["boxes"]}, 200)


@blueprint.get("/penghitaman/<uuid:redaction_id>/<any(hal, salinan):kind>-<int:page>.png")
def redaction_picture(redaction_id: UUID, kind: str, page: int) -> Response:
    """Show a page of the original or of the copy."""
    known = request.headers.get("If-None-Match", "")
    answer = redactions().picture(str(redaction_id), PICTURES[kind], page, known)
    passed = {name: answer.headers[name] for name in ("ETag", "Cache-Control") if name in answer.headers}
    return Response(answer.content, answer.status_code, passed, content_type="image/png")


@blueprint.get("/penghitaman/<uuid:redaction_id>/salinan")
@blueprint.get("/penghitaman/<uuid:redaction_id>/salinan.pdf")
def redaction_copy(redaction_id: UUID) -> Response:
    """Show the copy itself."""
    return passed_on(lambda: redactions().copy(str(redaction_id)))


def _add(one: Redaction) -> str | Response:
    boxes, faults = _typed(one)
    return _saved(one, [*one["boxes"], *boxes]) if boxes else show(one, Said(typed=request.form, faults=faults))


def _change(one: Redaction) -> str | Response:
    boxes, faults = _typed(one)
    place = _place(one["boxes"])
    if not boxes or place is None:
        return show(one, Said(typed=request.form, faults=faults, place=place))
    boxes[0]["words"] = one["boxes"][place]["words"]  # what the finder found there stays what is hidden there
    return _saved(one, [*one["boxes"][:place], boxes[0], *one["boxes"][place + 1 :], *boxes[1:]], place)


def _typed(one: Redaction) -> tuple[list[Box], dict[str, str]]:
    """Return the box of a form, on its page first, then on those where it is repeated; or what is plainly wrong with
    it.
    """
    box, faults = boxing.typed(request.form, _page())
    pages = boxing.pages_of(request.form.get("pages", ""), len(one["pages"]))
    if pages is None:
        faults["pages"] = "redact.fault.pages"
    if box is None or pages is None:
        return [], faults
    repeated: list[Box] = [{**box, "page": page} for page in pages if page != box["page"]]
    return [box, *repeated], {}


def _remove(one: Redaction) -> str | Response:
    place = _place(one["boxes"])
    return show(one) if place is None else _saved(one, [*one["boxes"][:place], *one["boxes"][place + 1 :]])


def _restore(one: Redaction) -> str | Response:
    version = fields.whole(request.form.get("dari", ""))
    return _saved(one, one["boxes"] if version is None else redactions().saved(one["id"], version))


def _mask(one: Redaction) -> str | Response:
    masks = [*one["masks"], masking.typed(request.form)]
    return _done(one, lambda: redactions().save_masks(one["id"], _version(), masks))


def _unmask(one: Redaction) -> str | Response:
    place = _place(one["masks"])
    if place is None:
        return show(one)
    masks = [*one["masks"][:place], *one["masks"][place + 1 :]]
    return _done(one, lambda: redactions().save_masks(one["id"], _version(), masks))


def _take(one: Redaction) -> str | Response:
    chosen = request.form.getlist("ada" if request.form["langkah"] == "ambil-semua" else "temuan")
    if not chosen:
        return _find(one, words("redact.fault.nothing_chosen"))
    if not one["pages"]:
        places = [place for value in chosen if (place := fields.whole(value)) is not None]
        said = _sought() | {"take": places, "ground": request.form.get("dasar", "")}
        return _done(one, lambda: redactions().take(one["id"], _version(), said))
    try:
        boxes = [box for value in chosen for box in boxing.taken(value, request.form.get("dasar", ""))]
    except ValueError:
        return show(one)
    return _saved(one, [*one["boxes"], *boxes])


def _find(one: Redaction, fault: str = "") -> str:
    """Return what the finder sees, beside the boxes or masks; nothing is saved."""
    pages = [page for said in request.form.get("lembar", "").split() if (page := fields.whole(said)) is not None]
    faults = {"temuan": fault} if fault else {}
    try:
        if not one["pages"]:
            return show(one, Said(typed=request.form, things=redactions().seek(one["id"], _sought()), faults=faults))
        found = redactions().find(one["id"], _sought() | ({"pages": pages} if pages else {}))
    except Refused as refused:
        said = next((fault.detail for fault in refused.faults), refused.detail or refused.title)
        return show(one, Said(typed=request.form, faults={"nama": said}))
    seen = boxing.hits(found["items"], one["boxes"])
    return show(one, Said(typed=request.form, hits=seen, unread=found["unread"], faults=faults))


def _sought() -> dict[str, Any]:
    """Return what the form of the finder asks for."""
    names = [line.strip() for line in request.form.get("nama", "").splitlines() if line.strip()]
    return {"words": names, "patterns": [kind for kind in PATTERNS if kind in request.form.getlist("pola")]}


def _propose(one: Redaction) -> str | Response:
    name = request.form.get("nama_berkas", "").strip()
    said = {"file_name": name} if name else {}
    return _done(one, lambda: redactions().propose(one["id"], _version(), said))


def _discard(one: Redaction) -> str | Response:
    return _done(one, lambda: redactions().discard(one["id"], _version()))


def _decide(one: Redaction) -> str | Response:
    approve = request.form["langkah"] == "setujui"
    said: dict[str, Any] = {"approve": approve}
    if spoken := request.form.get("kata", "").strip():
        said["words"] = spoken
    if approve:
        said["sha256"] = request.form.get("sha256", "")
    return _done(one, lambda: redactions().decide(one["id"], said))


def _saved(one: Redaction, boxes: list[Box], place: int | None = None) -> str | Response:
    return _done(one, lambda: redactions().save(one["id"], _version(), boxes), place)


def _done(one: Redaction, act: Callable[[], Redaction], place: int | None = None) -> str | Response:
    """Do it, and show what stands then; or say why it cannot be, with what was typed still there."""
    try:
        act()
    except Refused as refused:
        if refused.status == CHANGED:
            fresh = redactions().one(one["id"])
            before = seen_before(redactions(), fresh, _version())
            changed = boxing.differences(before, fresh["boxes"])
            said = Said(typed=request.form, changed=changed, changed_by=changed_by(fresh, _version()))
            return show(fresh, said)
        mine = len(one["boxes"]) + len(one["masks"]) if place is None else place
        faults, loose = _placed(refused, mine)
        return show(one, Said(typed=request.form, faults=faults, loose=loose, place=place))
    return redirect(url_for("desk.redaction", redaction_id=one["id"], hal=_page(), _anchor="naskah"), 303)


def _placed(refused: Refused, mine: int) -> tuple[dict[str, str], list[str]]:
    """Objections beside the fields of the box that was typed, or beside the words; the rest above."""
    faults: dict[str, str] = {}
    loose: list[str] = []
    for fault in refused.faults:
        place, field = boxing.where(fault.pointer)
        if place >= mine:  # what stands behind is the same box, repeated on other pages
            faults.setdefault(field, fault.detail)
        elif fault.pointer == "/words":
            faults["kata"] = fault.detail
        else:
            loose.append(fault.detail)
    return faults, loose or ([] if faults else [refused.detail or refused.title])


def _version() -> int:
    return fields.whole(request.form.get("versi", "")) or 0


def _page() -> int:
    return fields.whole(request.form.get("hal", "")) or 1


def _place(marks: Sequence[object]) -> int | None:
    """Which box or mask of the list a form is about."""
    place = fields.whole(request.form.get("nomor", ""))
    return place if place is not None and place < len(marks) else None


def _told(said: Mapping[str, Any], status: int) -> Response:
    answer = jsonify(said)
    answer.status_code = status
    return answer


ACTS: Mapping[str, Callable[[Redaction], str | Response]] = {
    "tambah": _add,
    "ubah": _change,
    "hapus": _remove,
    "tambah-penanda": _mask,
    "hapus-penanda": _unmask,
    "kembalikan": _restore,
    "cari": _find,
    "ambil": _take,
    "ambil-semua": _take,
    "usul": _propose,
    "buang": _discard,
    "setujui": _decide,
    "tolak": _decide,
}
