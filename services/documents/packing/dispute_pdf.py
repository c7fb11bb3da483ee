"""The file of a dispute as an accessible PDF (PDF/UA-1, ISO 14289-1), always the same for the same record.

What people wrote reaches typst as JSON only, never as markup.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import typst

_TEMPLATE = files(__package__).joinpath("dispute.typ").read_bytes()


def render(said: Mapping[str, Any], at: datetime) -> bytes:
    """Set the file with the embedded typefaces only; `at` is the moment that stands in the PDF."""
    pdf: bytes = typst.compile(
        _TEMPLATE,
        sys_inputs={"data": json.dumps(said)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=at.astimezone(UTC),
    )
    return pdf
