"""Setting papers: what people wrote reaches typst as JSON only, never as markup."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import typst


def set_pdf(template: bytes, said: Mapping[str, Any], at: datetime) -> bytes:
    """An accessible PDF (PDF/UA-1), the same for the same words: embedded typefaces only, `at` stands in it."""
    pdf: bytes = typst.compile(
        template,
        sys_inputs={"data": json.dumps(said)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=at.astimezone(UTC),
    )
    return pdf
