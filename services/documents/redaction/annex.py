"""The annex of a blackened copy: how much was blackened on which page, on which ground. No name and no note."""

import json
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any

from chassis.typesetting import set_pdf

_TEMPLATE = files(__package__).joinpath("annex.typ").read_bytes()


def render(said: Mapping[str, Any], at: datetime) -> bytes:
    """Set the annex; `at` is the moment that stands in the PDF."""
    return set_pdf(_TEMPLATE, json.dumps(said), at)
