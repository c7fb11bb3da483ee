"""The office's public-information list: its entries, the form of one, publishing by decree, withdrawing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import Any
from uuid import UUID

from flask import g, redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from gateway.commands import PPID
from gateway.entering import needs
from gateway.portal import fields
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.importing import Sheet, bring_in
from gateway.portal.desk.lists import SIZE
from gateway.portal.fields import Faults, Field
from gateway.portal.information import lists
from gateway.portal.pages import page, sentences, today
from gateway.portal.refusing import CHANGED, placed
from statute.information import at_once, classes

TABS = ("", "urgent", "draft", "published", "undecreed", "due", "unpublished")
PREFIX = "dip_"
FORMS = ("softcopy", "hardcopy", "both")
COLUMNS = (
    Field(name="dip_summary", kind="area", pointer="/summary", longest=1000),
    Field(name="dip_kind", kind="choice", pointer="/kind", choices=tuple(classes())),
    Field(name="dip_unit", pointer="/unit"),
    Field(name="dip_responsible", pointer="/responsible"),
    Field(name="dip_made_on", kind="date", pointer="/made_on", width="short"),
    Field(name="dip_made_in", pointer="/made_in", longest=100, width="medium"),
    Field(name="dip_form", kind="choice", pointer="/form", choices=FORMS),
    Field(name="dip_retention", pointer="/retention", longest=100, width="medium"),
    Field(name="dip_archive_class", pointer="/archive_class", longest=50, width="short", required=False),
    Field(name="dip_link", pointer="/link", longest=500, required=False),
)
DECREE = (
    Field(name="dip_decree_number", pointer="/decree_number", longest=100, width="medium"),
    Field(name="dip_decree_on", kind="date", pointer="/decree_on", width="short"),
)
DECREE_TO_COME = tuple(replace(field, required=False) for field in DECREE)
ANNOUNCED = tuple(field for field in COLUMNS if field.name != "dip_kind")
REASON = (Field(name="dip_reason", kind="area", pointer="/reason", longest=1000),)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that only the PPID does to an entry: its form, and what the registry calls it."""

    name: str
    asked: tuple[Field, ...]
    act: str


PUBLISH = Deed("publish", DECREE, "publication")
PUBLISH_AT_ONCE = Deed("publish", DECREE_TO_COME, "publication")
SETTLE = Deed("settle", DECREE, "decree")
UNPUBLISH = Deed("unpublish", REASON, "withdrawal")


@blueprint.get("/dip")
def dip_list() -> str:
    """One tab of the office's list."""
    tab = request.args.get("daftar", "")
    tab = tab if tab in TABS else ""
    kind = request.args.get("golongan", "")
    kind = kind if kind in classes() else ""
    number = max(1, request.args.get("hal", 1, type=int))
    found = lists().items(state=tab, kind=kind, page=number, size=SIZE)
    counts = found["counts"] | {"": sum(found["counts"].values())}
    counts |= {name: found[name] for name in ("due", "urgent", "undecreed")}
    return page(
        "dip/list.html", found=found, counts=counts, tabs=TABS, tab=tab, kind=kind, classes=classes(), number=number,
        pages=max(1, ceil(found["total"] / SIZE)), today=today().isoformat(),
        imported=request.args.get("impor", 0, type=int), may_publish=PPID in g.staff.roles,
    )  # fmt: skip


@blueprint.route("/dip/baru", methods=["GET", "POST"])
def dip_new() -> str | Response:
    """Show a new draft."""
    typed = fields.read(request.form, COLUMNS)
    if request.method == "GET":
        return _form(None, typed, {})
    faults = fields.look(typed, COLUMNS)
    if faults:
        return _form(None, typed, faults)
    try:
        added = lists().add(_said(typed))
    except Refused as refused:
        faults, loose = placed(refused, COLUMNS, "dip.changed")
        return _form(None, typed, faults, loose=loose)
    return redirect(url_for("desk.dip_item", item_id=added["id"], baru=1), 303)


@blueprint.route("/dip/serta-merta", methods=["GET", "POST"])
def dip_announce() -> str | Response:
    """Publish at once what must not wait (UU 14/2008 ps. 10): one page, no draft, no decree's number before."""
    needs(PPID)
    (kind,) = at_once()
    typed = fields.read(request.form, ANNOUNCED)
    if request.method == "GET":
        known = {"dip_made_on": today().isoformat(), "dip_form": "softcopy", "dip_responsible": "PPID"}
        return _form(None, typed | known, {}, asked=ANNOUNCED)
    faults, loose = fields.look(typed, ANNOUNCED), list[str]()
    if not faults:
        try:
            added = lists().announce(_said(typed) | {"kind": kind})
            return redirect(url_for("desk.dip_item", item_id=added["id"], terbit=1), 303)
        except Refused as refused:
            faults, loose = placed(refused, ANNOUNCED, "dip.changed")
    return _form(None, typed, faults, loose=loose, asked=ANNOUNCED)


@blueprint.route("/dip/impor", methods=["GET", "POST"])
def dip_import() -> str | Response:
    """Take a list over from a spreadsheet: first look, then all rows or none."""
    columns = [(f"import.heading.{column.name}", column.required) for column in COLUMNS]
    return bring_in(Sheet("dip", columns, "/kerja/dip", _imported, lists().take_over))


def _imported(rows: int) -> str:
    return url_for("desk.dip_list", daftar="draft", impor=rows)


@blueprint.get("/dip/<uuid:item_id>")
def dip_item(item_id: UUID) -> str:
    """Show an entry with its versions, its history and what may be done now."""
    item = lists().item(str(item_id))
    kind = classes()[item["kind"]]
    return page(
        "dip/item.html", private=True, item=item, kind=kind, may_publish=PPID in g.staff.roles,
        urgent=item["state"] == "draft" and kind.decree_follows,
        undecreed=item["state"] == "published" and item["versions"][0]["decree_number"] is None,
        done=next((name for name in ("baru", "simpan", "terbit", "tetap", "tarik") if name in request.args), ""),
        due=item["review_on"] is not None and item["review_on"] <= today().isoformat(),
    )  # fmt: skip


@blueprint.route("/dip/<uuid:item_id>/ubah", methods=["GET", "POST"])
def dip_edit(item_id: UUID) -> str | Response:
    """Change the columns; what is published stays until it is published again."""
    item = lists().item(str(item_id))
    if request.method == "GET":
        return _form(item, {PREFIX + name: str(value or "") for name, value in item.items()}, {})
    typed = fields.read(request.form, COLUMNS)
    faults = fields.look(typed, COLUMNS)
    if faults:
        return _form(item, typed, faults)
    try:
        lists().edit(item["id"], _version(), _said(typed))
    except Refused as refused:
        faults, loose = placed(refused, COLUMNS, "dip.changed")
        return _form(lists().item(item["id"]), typed, faults, loose=loose, fresh=refused.status == CHANGED)
    return redirect(url_for("desk.dip_item", item_id=item_id, simpan=1), 303)


@blueprint.route("/dip/<uuid:item_id>/terbitkan", methods=["GET", "POST"])
def dip_publish(item_id: UUID) -> str | Response:
    """Publish the entry as its next version, by a decree; the page says what that does."""
    kind = classes()[lists().item(str(item_id))["kind"]]
    return _do(item_id, PUBLISH_AT_ONCE if kind.decree_follows else PUBLISH, "terbit")


@blueprint.route("/dip/<uuid:item_id>/tetapkan", methods=["GET", "POST"])
def dip_settle(item_id: UUID) -> str | Response:
    """Name the decree that followed what was published at once."""
    return _do(item_id, SETTLE, "tetap")


@blueprint.route("/dip/<uuid:item_id>/tarik", methods=["GET", "POST"])
def dip_unpublish(item_id: UUID) -> str | Response:
    """Take the entry out of the public list; the page says what that does."""
    return _do(item_id, UNPUBLISH, "tarik")


def _do(item_id: UUID, deed: Deed, done: str) -> str | Response:
    needs(PPID)
    item = lists().item(str(item_id))
    typed = fields.read(request.form, deed.asked)
    faults: Faults = fields.look(typed, deed.asked) if request.method == "POST" else {}
    loose: list[str] = []
    fresh = request.method == "GET"
    if request.method == "POST" and not faults:
        try:
            lists().act(item["id"], deed.act, _version(), _said(typed))
            return redirect(f"{url_for('desk.dip_item', item_id=item_id)}?{done}=1", 303)
        except Refused as refused:
            faults, loose = placed(refused, deed.asked, "dip.changed")
            item, fresh = lists().item(item["id"]), refused.status == CHANGED
    return page(
        "dip/deed.html", private=True, deed=deed.name, item=item, kind=classes()[item["kind"]], fields=deed.asked,
        values=typed, faults=sentences(faults), loose=loose, faulty=bool(faults or loose),
        version=item["version"] if fresh else request.form.get("versi", ""),
    )  # fmt: skip


def _form(
    item: Mapping[str, Any] | None, typed: Mapping[str, str], faults: Faults, *, loose: list[str] | None = None,
    fresh: bool = False, asked: tuple[Field, ...] = COLUMNS,
) -> str:  # fmt: skip
    version = item["version"] if item else ""
    return page(
        "dip/form.html", private=True, item=item, fields=asked, at_once=asked is ANNOUNCED, values=typed,
        faults=sentences(faults),
        loose=loose or [], faulty=bool(faults or loose),
        version=version if fresh else request.form.get("versi", version),
    )  # fmt: skip


def _said(typed: Mapping[str, str]) -> dict[str, str | None]:
    """Return what was typed, by the registry's names; an empty answer is none."""
    return {name.removeprefix(PREFIX): value or None for name, value in typed.items()}


def _version() -> int:
    return request.form.get("versi", 0, type=int)
