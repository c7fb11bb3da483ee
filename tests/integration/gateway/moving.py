"""What the services tell and take between receipt and decision, from memory."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx2

from chassis.client import Refused
from chassis.errors import NotFound, Unavailable

if TYPE_CHECKING:
    from tests.integration.gateway.services import Memory

NOW = "2026-11-24T09:00:00+07:00"
LATER = "2026-11-24T10:00:00+07:00"
MOVED = {
    "office": "KPU Provinsi Jawa Barat", "number": "001/PPID-P/32/XI/2026", "received_at": LATER,
    "tracking_url": "http://jabarppid.localhost:8080/permohonan/x",
}  # fmt: skip
STAGES = {
    "declare_complete": "processing", "declare_incomplete": "incomplete", "extend": "extended",
    "withdraw": "withdrawn", "transfer": "transferred", "split": "split", "hand_back": "transferred",
}  # fmt: skip
UNTIL = {"declare_incomplete": "2026-11-27", "extend": "2026-12-16"}
NOTED = "10000000-0000-4000-8000-000000000000"
ARTICLE = "PerKI 1/2021"


class MovingIntake:
    """Repair and withdrawal."""

    memory: "Memory"

    def find_by_code(self, code: str, contact: str) -> dict[str, Any]:
        """The first request has a code; its page is for who knows its mailbox."""
        self.memory.asked("intake")
        typed = code.upper().replace("-", "").replace(" ", "")
        if typed != "7K4MQ2XD9RT":
            if len(typed) == 11:
                raise NotFound
            raise Refused({"code": "invalid", "errors": [{"pointer": "/code", "detail": "Salah ketik."}]}, 422)
        kept = next(iter(self.memory.requests.values()))
        if contact and contact != kept["applicant"]["email"]:
            raise Refused({"code": "invalid", "errors": [{"pointer": "/contact", "detail": "Tidak sama."}]}, 422)
        token = kept["token"] if contact else None
        return {"state": "received", "office": "KPU Kota Depok", "tracking_token": token}

    def act(self, token: str, act: str, words: str | None) -> None:
        """Take what the applicant does."""
        self.memory.asked("intake")
        case_id = next(one["id"] for one in self.memory.requests.values() if one["token"] == token)
        move = self.memory.moves.setdefault(case_id, {})
        if refusal := move.pop("refusal", None):
            raise refusal
        move.setdefault("acted", []).append({"act": act, "at": LATER, "words": words})

    def record_act(self, request_id: str, body: Mapping[str, str]) -> None:
        """Take what an officer wrote down."""
        self.memory.asked("intake")
        move = self.memory.moves.setdefault(request_id, {})
        if refusal := move.pop("refusal", None):
            raise refusal
        move.setdefault("acted", []).append({"at": LATER} | dict(body))

    def tracked(self, case_id: str) -> dict[str, Any]:
        """What is added to the applicant's view."""
        move = self.memory.moves.get(case_id, {})
        stage = move.get("stage")
        open_ = stage in (None, "incomplete", "processing", "extended") and case_id not in self.memory.decisions
        step = [{"at": NOW, "kind": stage, "until": UNTIL.get(move["act"])}] if stage else []
        return {
            "letters_href": f"/api/registry/v1/cases/{case_id}/letters?ticket=t" if move.get("letters") else None,
            "acts": (["answer"] if move.get("asked") else [])
            + (["repair"] if stage == "incomplete" else [])
            + (["withdraw"] if open_ else []),
            "recordable": ["repair"] if stage in ("incomplete", "lapsed") else ["answer"] if move.get("asked") else [],
            "acted": [{"act": one["act"], "at": one["at"]} for one in move.get("acted", [])],
            "first_receipt": move.get("first_receipt"),
            "moved_to": MOVED if stage == "transferred" else None,
            "parts": move.get("parts", []) if stage == "split" else [],
            "part_of": move.get("part_of"),
            **({"deadline": move["deadline"]} if "deadline" in move else {}),
        } | ({"state": stage, "steps": step} if stage else {})


class AsidesIntake:
    """Intake asked for a request's questions, or what was noted about it; about anything else it does not answer."""

    def __init__(self, memory: "Memory") -> None:
        self.memory = memory

    def call(self, _method: str, path: str, **said: Any) -> httpx2.Response:
        """Keep the questions under ids, or what was noted."""
        if "/indications" in path:
            return httpx2.Response(200, json=self._indications(path, said.get("json")))
        if path.endswith("/similar"):
            similar = self.memory.moves.get(path.split("/")[3], {}).get("similar", [])
            return httpx2.Response(200, json={"items": similar})
        if not path.endswith("/parts"):
            raise Unavailable
        move = self.memory.moves.setdefault(path.split("/")[3], {})
        if refusal := move.pop("refusal", None):
            raise refusal
        move["questions"] = said["json"]["parts"]
        move["parts"] = [
            {
                "id": f"0000000{n}-0000-4000-8000-000000000000", "number": f"{n + 2:03}/PPID-P/32.76/XI/2026",
                "subject": one["subject"], "state": "registered", "received_at": NOW, "due_on": "2026-12-07",
            }
            for n, one in enumerate(move["questions"])
        ]  # fmt: skip
        return httpx2.Response(200, json={"parts": [part["id"] for part in move["parts"]]})

    def _indications(self, path: str, said: dict[str, str] | None) -> dict[str, Any]:
        items = self.memory.moves.setdefault(path.split("/")[3], {}).setdefault("indications", [])
        if said and path.endswith("/removal"):
            items[0] |= {"removed_at": LATER, "removal": said["because"]}
        elif said:
            none = {"removed_at": None, "removal": None}
            items.append({"id": NOTED, "at": NOW, "wording": "permohonan berulang-ulang"} | none | said)
        return {"article": "PerKI 1/2013 Pasal 4 ayat (3)", "doubts": ["Tidak ditemukan aturan."], "items": items}


class MovingRegistry:
    """Acts short of a decision, and their letters."""

    memory: "Memory"

    def move(self, case_id: str, version: int, way: str, body: Mapping[str, Any]) -> None:
        """Move a case on at a version."""
        self.memory.asked("registry")
        if version != self.memory.versions[case_id]:
            raise Refused({"code": "changed", "title": "Sudah diubah", "detail": ""}, 412)
        move = self.memory.moves.setdefault(case_id, {})
        move["way"], move["body"] = way, dict(body)
        self.memory.versions[case_id] += 1
        if way in ("transfer", "split", "hand-back"):
            body = {"act": way.replace("-", "_"), "statement": body["statement"]}
        if way in ("acts", "transfer", "split", "hand-back"):
            move["act"], move["asked"] = body["act"], body["act"] == "clarify"
            move["stage"] = STAGES.get(body["act"], move.get("stage"))
            if body.get("statement"):
                move.setdefault("letters", []).append(
                    {
                        "id": str(uuid4()), "act": body["act"], "ground": body.get("ground"),
                        "letter_number": "001/PPID-SP/32.76/XI/2026",
                        "statement": body["statement"],
                        "until": UNTIL.get(body["act"]), "at": NOW,
                    }
                )  # fmt: skip

    def letters(self, case_id: str) -> list[dict[str, Any]]:
        """The letters of a case."""
        self.memory.asked("registry")
        return list(self.memory.moves.get(case_id, {}).get("letters", []))

    def letters_behind(self, href: str) -> list[dict[str, Any]]:
        """The same, behind the applicant's link."""
        return self.letters(href.split("/")[5])

    def moved(self, case_id: str, acts: list[dict[str, Any]]) -> dict[str, Any]:
        """What is added to a case."""
        move = self.memory.moves.get(case_id, {})
        stage = move.get("stage")
        more = [
            {
                "act": act,
                "allowed": stage is None and (act != "hand_back" or "came_from" in move),
                "reason": "Sudah.",
                "article": ARTICLE,
            }
            for act in (*STAGES, "clarify")
        ]
        other = {"regime": "election", "due_on": "2026-11-25", "article": "PerKI 1/2019 Pasal 12"}
        return {
            "acts": acts + more, "regime_changed_on": None, "regime_proposed": move.get("regime_proposed"),
            "regime_proposed_because": "Menyangkut tahapan.", "other_regime": other, "complete_on": None,
            "check_until": "2026-11-26", "repair_until": UNTIL["declare_incomplete"], "passed": move.get("passed", []),
            "strict": move.get("strict"), "completeness": move.get("completeness"), "transferred_to": None,
            "came_from": move.get("came_from"), "returned_by": move.get("returned_by"),
            "returned_on": "2026-11-24", "returned_because": move.get("returned_because"),
            **({"stage": stage} if stage else {}),
            **({"regime": move["regime"]} if "regime" in move else {}),
            **({"binding_on": UNTIL["extend"]} if stage == "extended" else {}),
        }  # fmt: skip
