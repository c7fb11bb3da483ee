"""Who may ask about the public-information list: the office about its own, everybody about what is published."""

from typing import Any
from uuid import UUID

from flask import current_app, request
from flask_smorest import Blueprint

from chassis import spreadsheets
from chassis.offices import today
from chassis.web import etag, expected_version, roles
from contracts.shapes import ImportReportSchema
from services.registry.cases.domain.cases import OFFICER, PPID
from services.registry.dip import queries, schemas
from services.registry.dip.commands import entries, imports
from services.registry.dip.domain.entries import Columns, Decree
from services.registry.dip.models import Item

SUPERIOR = "superior"
Answer = tuple[dict[str, Any], int, dict[str, str]]

blueprint = Blueprint("dip", __name__, url_prefix="/v1/dip", description="Daftar informasi publik (DIP)")
public = Blueprint("published", __name__, url_prefix="/v1/published", description="Informasi publik yang terbit")


@blueprint.get("")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.arguments(schemas.ListQuery, location="query")
@blueprint.response(200, schemas.ItemPageSchema)
def list_items(query: dict[str, Any]) -> queries.Page:
    """Return the office's list, last changed first."""
    return queries.listed(query["state"], query["kind"], today(), query["page"], query["size"])


@blueprint.post("")
@roles(OFFICER, PPID)
@blueprint.arguments(schemas.EntryToKeepSchema)
@blueprint.response(201, schemas.SheetSchema)
def add(columns: Columns) -> Answer:
    """Add a draft."""
    return _sheet(entries.add(columns), 201)


@blueprint.post("/import")
@roles(OFFICER, PPID)
@blueprint.arguments(schemas.ImportQuery, location="query")
@blueprint.response(200, ImportReportSchema)
def import_sheet(query: dict[str, Any]) -> dict[str, Any]:
    """Take an XLSX sheet over as drafts, all rows or none; with `dry_run` only say what would happen."""
    request.max_content_length = spreadsheets.LARGEST
    with current_app.extensions["files"].one():
        content = request.get_data()
        report = imports.look(content) if query["dry_run"] else imports.take(content)
    return report.told(imported=not query["dry_run"])


@blueprint.get("/<uuid:item_id>")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, schemas.SheetSchema)
def show(item_id: UUID) -> Answer:
    """One entry with its versions and its history."""
    return _answer(queries.sheet(item_id), 200)


@blueprint.put("/<uuid:item_id>")
@roles(OFFICER, PPID)
@blueprint.arguments(schemas.EntryToKeepSchema)
@blueprint.response(200, schemas.SheetSchema)
def edit(columns: Columns, item_id: UUID) -> Answer:
    """Change the office's own copy; what is published stays."""
    return _sheet(entries.edit(item_id, expected_version(), columns))


@blueprint.post("/announcement")
@roles(PPID)
@blueprint.arguments(schemas.EntryToKeepSchema)
@blueprint.response(201, schemas.SheetSchema)
def announce(columns: Columns) -> Answer:
    """Add and publish at once what must not wait; its decree follows (UU 14/2008 ps. 10)."""
    return _sheet(entries.announce(columns), 201)


@blueprint.post("/<uuid:item_id>/publication")
@roles(PPID)
@blueprint.arguments(schemas.DecreeToComeSchema)
@blueprint.response(200, schemas.SheetSchema)
def publish(said: dict[str, Decree | None], item_id: UUID) -> Answer:
    """Publish the entry as it stands, as its next version, by a decree; only what must not wait, before it."""
    return _sheet(entries.publish(item_id, expected_version(), said["decree"]))


@blueprint.post("/<uuid:item_id>/decree")
@roles(PPID)
@blueprint.arguments(schemas.DecreeSchema)
@blueprint.response(200, schemas.SheetSchema)
def settle(decree: Decree, item_id: UUID) -> Answer:
    """Write down the decree that followed what was published at once."""
    return _sheet(entries.settle(item_id, expected_version(), decree))


@blueprint.post("/<uuid:item_id>/withdrawal")
@roles(PPID)
@blueprint.arguments(schemas.ReasonSchema)
@blueprint.response(200, schemas.SheetSchema)
def unpublish(body: dict[str, Any], item_id: UUID) -> Answer:
    """Take the entry out of the public list, with a reason."""
    return _sheet(entries.unpublish(item_id, expected_version(), body["reason"]))


@public.get("")
@public.arguments(schemas.SearchQuery, location="query")
@public.response(200, schemas.FoundSchema)
def search(query: dict[str, Any]) -> dict[str, Any]:
    """Return what the office has published, by words, class and year. Everybody may ask."""
    found = queries.find(query["q"], query["kind"], query["year"], query["page"], query["size"])
    return {"items": found.items, "total": found.total, "meant": found.meant, "by_class": queries.by_class()}


@public.get("/<uuid:item_id>")
@public.response(200, schemas.PublishedSchema)
def show_published(item_id: UUID) -> dict[str, Any]:
    """Return a published entry with all its versions. Everybody may ask."""
    return {"id": item_id, "versions": queries.published(item_id)}


def _sheet(item: Item, status: int = 200) -> Answer:
    return _answer(queries.sheet(item.id), status)


def _answer(sheet: queries.Sheet, status: int) -> Answer:
    columns = {name: getattr(sheet.item, name) for name in schemas.ItemSchema().fields}
    return columns | {"versions": sheet.versions, "history": sheet.history}, status, etag(sheet.item.version)
