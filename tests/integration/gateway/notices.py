"""A deadline, the written notice and the exempt list as the services tell them, for those that answer from memory."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import httpx2

from chassis.errors import Unavailable
from gateway.backends.shapes.registry import Notice
from statute.acts import caution

DECIDED = "2026-11-23T10:00:00+07:00"


def deadline(**changes: Any) -> dict[str, Any]:
    """Ten working days from Friday 20 November 2026, with one holiday on the way."""
    days, on, ordinal = [], date(2026, 11, 20), 0
    while ordinal < 10:
        on += timedelta(1)
        holiday = on == date(2026, 11, 25)
        works = on.weekday() < 5 and not holiday
        ordinal += works
        why = None if works else ("Hari Contoh" if holiday else ("Sabtu", "Minggu")[on.weekday() - 5])
        decree = "SKB 3 Menteri" if holiday else None
        days.append({"on": on.isoformat(), "ordinal": ordinal if works else None, "why": why, "decree": decree})
    return {
        "regime": "ordinary",
        "regime_reason": "Kategori ini bukan informasi pemilu.",
        "due_on": on.isoformat(),
        "extended_due_on": "2026-12-16",
        "article": "UU 14/2008 Pasal 22 ayat (7)",
        "certainty": "Q",
        "rule": "R-07",
        "days": days,
        "provisional": False,
        "warnings": [],
    } | changes


def told(number: str, decision: Mapping[str, Any], late_by: int | None) -> dict[str, Any]:
    """A written notice as the registry tells it."""
    letter = decision.get("exemption")
    exemption = {
        "letter": letter, "article": f"UU 14/2008 Pasal 17 huruf {letter}", "wording": "bunyi",
        "period": "Selama diperlukan.",
    }  # fmt: skip
    return {field: decision.get(field) for field in Notice.__annotations__} | {
        "number": number, "letter_number": "001/PPID-PT/32.76/XI/2026",
        "verification_url": "http://depokkotappid.localhost:8080/surat/kode", "office": "KPU Kota Depok",
        "outcome": decision["outcome"], "held": not decision["outcome"].startswith("not_"),
        "statement": decision["statement"], "documents": decision.get("documents", []),
        "blackened": decision.get("blackened", []), "blackened_unasked": decision.get("blackened_unasked", False),
        "act_caution": caution(decision.get("act") or "", date(2026, 11, 23)),
        "cost": decision.get("cost", 0), "exemption": exemption if letter else None,
        "signer": "Rina Kartika", "capacity": "plh", "signing_decree": "Keputusan Nomor 7/2026", "decided_at": DECIDED,
        "due_on": "2026-12-07", "due_article": "UU 14/2008 Pasal 22 ayat (7)", "late_by": late_by,
        "objection_until": "2027-01-08", "objection_days": 30,
        "objection_article": "UU 14/2008 Pasal 36 ayat (1)", "objection_cautions": ["Kalender 2027 sementara."],
    }  # fmt: skip


class ExemptList:
    """The registry's client, for the pages that read the exempt list through it."""

    def __init__(self, entries: list[dict[str, Any]]) -> None:
        self.entries = entries

    def call(self, *asked: str, **_how: Any) -> httpx2.Response:
        """Ask for the list; of anything else it knows nothing."""
        if not any("/exempt" in one for one in asked):
            raise Unavailable
        return httpx2.Response(200, json={"items": self.entries, "total": len(self.entries)})


class Silent:
    """A client of a service that does not answer, for pages that ask more than the memory holds."""

    def call(self, *_: Any, **__: Any) -> Any:
        """Nobody is there."""
        raise Unavailable
