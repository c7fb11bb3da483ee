"""The certificate of a disposal (berita acara pemusnahan) as an accessible PDF (PDF/UA-1, ISO 14289-1)."""

import io
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any

import segno

from services.documents.packing.setting import set_pdf

_TEMPLATE = files(__package__).joinpath("disposal.typ").read_bytes()


def render(said: Mapping[str, Any], at: datetime) -> bytes:
    """Set the certificate; `at` is the moment that stands in the PDF."""
    return set_pdf(_TEMPLATE, {**said, "qr": _qr(said["verification_url"])}, at)


def _qr(url: str) -> str:
    """The QR code of an address, as SVG."""
    drawing = io.BytesIO()
    segno.make(url, error="m", micro=False).save(drawing, kind="svg", border=0, xmldecl=False)
    return drawing.getvalue().decode()
