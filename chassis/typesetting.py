"""Papers as PDF, set by typst: what people wrote reaches it as JSON only, never as markup."""

import io
from datetime import UTC, datetime

import segno
import typst


def set_pdf(template: bytes, data: str, at: datetime, *, qr: str = "", accessible: bool = True) -> bytes:
    """Return a PDF with tags, the same bytes for the same words on every machine: with the embedded typefaces only.

    Args:
        template: in typst. It reads `sys.inputs.data` and, as SVG, `sys.inputs.qr`.
        data: JSON.
        at: the moment that stands in the PDF; aware.
        qr: the address that a QR code leads to, if the template has one.
        accessible: whether it is held to PDF/UA-1 (ISO 14289-1) and says so.
    """
    pdf: bytes = typst.compile(
        template,
        sys_inputs={"data": data, "qr": _drawn(qr)} if qr else {"data": data},
        pdf_standards=["ua-1"] if accessible else [],
        ignore_system_fonts=True,
        timestamp=at.astimezone(UTC),
    )
    return pdf


def _drawn(address: str) -> str:
    drawing = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawing, kind="svg", border=0, xmldecl=False)
    return drawing.getvalue().decode()
