"""Setting papers: what people wrote reaches typst as JSON only, never as markup."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import typst


def set_pdf(template: bytes, said: Mapping[str, Any], at: datetime, *, accessible: bool = True) -> bytes:
    """A PDF with tags, the same for the same words: embedded typefaces only, `at` stands in it.

    It is held to PDF/UA-1 and says so, unless something is put in later that is not `accessible`.
    """
    pdf: bytes = typst.compile(
        template,
        sys_inputs={"data": json.dumps(said)},
        pdf_standards=["ua-1"] if accessible else [],
        ignore_system_fonts=True,
        timestamp=at.astimezone(UTC),
    )
    return pdf
