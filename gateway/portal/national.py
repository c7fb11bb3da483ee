"""The national portal on the bare domain: find the office, then go to its own site."""

from flask import request

from chassis.service import Runtime
from gateway import offices
from gateway.portal.pages import page

LONGEST_SEARCH = 80


def chooser(runtime: Runtime, template: str) -> str:
    """Return a page with the office chooser; the search stands in the address, so it works without scripts."""
    words = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    entries = offices.listed(runtime.database)
    found = offices.search(entries, words) if words else []
    return page(
        template,
        q=words,
        found=found,
        nearly=offices.nearly(entries, words) if words and not found else [],
        groups=offices.grouped(entries),
        total=len(entries),
        office_url=runtime.settings.office_url,
        asked_host=request.host,
        bare=request.host.partition(":")[0].lower() == runtime.settings.base_domain,
    )
