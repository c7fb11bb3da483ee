"""Boxes lie on a page as pdfium shows it, whichever way it is turned."""

import ctypes
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.documents.readers import pages
from tests.corpora.leaking_pdfs import clean

FINE = 1 << 20
ACROSS, UP = st.floats(-50, 700), st.floats(-50, 900)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@given(across=st.tuples(ACROSS, ACROSS), up=st.tuples(UP, UP))
def test_a_box_surrounds_the_corners_of_its_rectangle_in_whatever_order_they_come(
    turned: int, across: tuple[float, float], up: tuple[float, float]
) -> None:
    with pages.opened(BytesIO(clean())) as document:
        page = document[0]
        page.set_rotation(turned)
        left, top, right, bottom = pages.Plane(page).box(across[0], up[0], across[1], up[1])
        shown = [shown_at(page, x, y) for x in across for y in up]
    assert (left, right) == pytest.approx((min(x for x, _ in shown), max(x for x, _ in shown)), abs=1e-5)
    assert (top, bottom) == pytest.approx((min(y for _, y in shown), max(y for _, y in shown)), abs=1e-5)


def shown_at(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """Where pdfium itself shows a point, as fractions of the page."""
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, FINE, FINE, 0, x, y, across, down)
    return across.value / FINE, down.value / FINE
