"""The calendar on the receipt: every day of the count, nothing else, in whole weeks."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import RAISE
from pypdf import PdfReader

from chassis.directory import Office
from services.intake import receipt
from services.intake.commands import submitting
from services.intake.receipt import Cell, Content
from services.intake.schemas.requests import ExplanationSchema
from statute.regimes import Regime
from tests.table import table

OFFICE = Office("91.71", "kota", "KPU Kota Jayapura", "91", "Asia/Jayapura", "jayapurakotappid")


def _content(received_on: date, regime: Regime = Regime.ORDINARY) -> Content:
    received_at = datetime(received_on.year, received_on.month, received_on.day, 1, 15, tzinfo=UTC)
    told: dict[str, Any] = {
        **submitting.explanation(received_on, OFFICE.time_zone, regime),
        "regime_reason": "Sebab.",
    }
    kept: Any = SimpleNamespace(
        number="001/PPID-P/91.71/III/2026",
        received_at=received_at,
        recorded_at=received_at,
        channel="letter",
        category="lainnya",
        subject="Hal",
        deadline=told,
        code_hash=b"kode",
    )
    return Content.of(kept, "Siti N***", OFFICE, "http://localhost/permohonan/x")


@given(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.sampled_from(Regime))
def test_the_calendar_shows_every_day_of_the_count_once_in_whole_weeks(received_on: date, regime: Regime) -> None:
    content = _content(received_on, regime)
    cells = [cell for week in content.weeks for cell in week]
    assert all(len(week) == 7 for week in content.weeks)
    assert [cell.kind for cell in cells].count("received") == 1
    assert cells[-7:] != [cell for cell in cells[-7:] if cell.kind == "outside"]
    ordinals = [cell.note for cell in cells if cell.kind in {"counted", "due"}]
    assert ordinals == [f"hari ke-{n}" for n in range(1, content.term + 1)]
    assert [cell.kind for cell in cells].count("due") == 1


def test_holidays_are_named_once_under_their_decree() -> None:
    content = _content(date(2026, 3, 13))
    ((decree, days),) = content.holidays
    assert decree.startswith("SKB 1497/2025")
    assert days[0] == "18 Mar Cuti Bersama Hari Suci Nyepi"
    assert not any(day.startswith(("21 Mar", "22 Mar")) for day in days)
    assert content.weeks[0][4] == Cell("13 Mar", "received", "diterima")


def test_the_time_stands_in_the_office_s_own_zone() -> None:
    assert _content(date(2026, 3, 13)).received == "Jumat, 13 Maret 2026 pukul 10.15 WIT"


@table(
    ("regime", "articles"),
    [
        (Regime.ORDINARY, ("UU 14/2008 Pasal 22 ayat (7)", "UU 14/2008 Pasal 22 ayat (8)")),
        (Regime.ELECTION, ("PerKI 1/2019 Pasal 12", "PerKI 1/2019 Pasal 12")),
    ],
)
def test_each_regime_cites_its_own_articles(regime: Regime, articles: tuple[str, str]) -> None:
    content = _content(date(2026, 3, 13), regime)
    assert (content.article, content.extension_article) == articles


@table("received_on", [date(2026, 3, 13), date(2027, 3, 1)], ids=["holidays", "holidays may move"])
def test_the_longest_receipt_still_fits_on_one_page(received_on: date) -> None:
    content = replace(_content(received_on), subject="Laporan realisasi anggaran " * 7)
    assert len(PdfReader(io.BytesIO(receipt.render(content))).pages) == 1


def test_the_kept_explanation_has_the_shape_that_the_api_promises() -> None:
    told = {**submitting.explanation(date(2026, 3, 13), OFFICE.time_zone, Regime.ORDINARY), "regime_reason": "Sebab."}
    promised = ExplanationSchema(unknown=RAISE)
    assert set(told) == set(promised.fields)
    assert promised.validate(told) == {}


def test_the_tracking_code_can_be_typed_from_the_receipt() -> None:
    code = "Zt0aKv6nOQxJ3m8uT4yP1wLrS9eHcDfBgXiVqUjNkM2"
    content = replace(_content(date(2026, 3, 13)), tracking_url=f"http://x/permohonan/{code}", tracking_code=code)
    (page,) = PdfReader(io.BytesIO(receipt.render(content))).pages
    assert code in "".join(page.extract_text().split()).replace(f"/permohonan/{code}", "")


@settings(max_examples=25)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40))
def test_whatever_letters_people_use_the_receipt_can_be_set(words: str) -> None:
    assert receipt.render(replace(_content(date(2026, 3, 13)), subject=words, applicant=words)).startswith(b"%PDF")


def test_letters_that_the_typeface_lacks_are_marked_and_the_others_stay() -> None:
    pdf = receipt.render(replace(_content(date(2026, 3, 13)), subject="Dana 🗳️ pemilu ภาษา “Ñandú”"))
    text = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "Dana" in text
    assert "“Ñandú”" in text
