"""The frame of a dispute's file as a PDF with tags, always the same for the same record.

It does not claim to be PDF/UA: what the pages of exhibits hold is tagged as one paragraph or figure a page.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any

from chassis.typesetting import set_pdf

_TEMPLATE = files(__package__).joinpath("dispute.typ").read_bytes()


def render(said: Mapping[str, Any], at: datetime) -> bytes:
    """Set the frame; `at` is the moment that stands in the PDF."""
    return set_pdf(_TEMPLATE, json.dumps(said), at, accessible=False)
