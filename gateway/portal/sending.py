"""Turn a draft into a request, once: the draft is frozen while the outcome is unknown, and one key is one request."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from chassis.client import Refused
from chassis.errors import Unavailable
from gateway import drafts
from gateway.backends.shapes.intake import Confirmation
from gateway.drafts import Writing
from gateway.portal import application, fields
from gateway.portal.fields import Faults, Field, Values
from gateway.portal.pages import services

FAILED = 500  # from this status on, the service does not say that it refused


def send(draft: Writing, application: Mapping[str, Any]) -> Confirmation:
    """Hand a draft in; sent again after a broken answer, it is still one request.

    Raises:
        Refused: intake said no, and the draft may be changed. Unavailable: nobody knows; send the same again.
    """
    drafts.set_pending(draft.address, True)
    try:
        receipt = services().intake.submit(application, draft.key)
    except Refused as refused:
        if refused.status >= FAILED:
            raise Unavailable from refused
        drafts.set_pending(draft.address, False)
        raise
    drafts.finish(draft.address, receipt)
    return receipt


def wrong_applicant(kind: str, questions: Iterable[Field], typed: Values) -> Faults:
    """Return what intake objects to in who asks; nothing while it is away: it looks again once all is sent."""
    try:
        with suppress(Unavailable):
            services().intake.check_applicant(application.compose({**typed, "kind": kind})["applicant"])
    except Refused as refused:
        return fields.by_pointer(questions, [(fault.pointer, fault.detail) for fault in refused.faults])[0]
    return {}
