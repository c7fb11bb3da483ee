"""The certificate of a disposal (berita acara pemusnahan) as an accessible PDF (PDF/UA-1, ISO 14289-1)."""

import json
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any

from chassis.typesetting import set_pdf

_TEMPLATE = files(__package__).joinpath("disposal.typ").read_bytes()


def render(said: Mapping[str, Any], at: datetime) -> bytes:
    """Set the certificate; `at` is the moment that stands in the PDF."""
    return set_pdf(_TEMPLATE, json.dumps(said), at, qr=said["verification_url"])
