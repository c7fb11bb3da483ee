"""Services that answer from memory in the shapes of the real ones, for tests of the gateway's pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import IO, Any
from uuid import uuid4

from chassis.client import Refused
from chassis.errors import NotFound, Problem, Unavailable
from gateway.backends import SERVICES, Backends
from gateway.backends.asking import Backend
from tests.integration.gateway.moving import AsidesIntake, MovingIntake, MovingRegistry
from tests.integration.gateway.notices import DECIDED, ExemptList, Silent, deadline, told
from tests.integration.gateway.shaped import Shaped

TOKEN = "Zt0aKv6nOQxJ3m8uT4yP1wLrS9eHcDfBgXiVqUjNkM2"
RECEIVED, STORED = "2026-11-20T09:15:00+07:00", "2026-11-23T09:30:00+07:00"
TOLD = ("number", "subject", "detail", "purpose", "category", "obtain", "format", "delivery", "channel")
ACTS = {
    "grant": "UU 14/2008 ps. 22(7)d", "grant_partly": "UU 14/2008 ps. 22(7)e", "refuse": "UU 14/2008 ps. 22(7)c",
    "state_not_held": "UU 14/2008 ps. 22(7)b", "state_not_documented": "UU 14/2008 ps. 6(3)",
}  # fmt: skip


@dataclass
class Memory:
    """What the services hold; `away` names services that do not answer, `refusals` what one says no to once."""

    requests: dict[str, dict[str, Any]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    documents: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    decisions: dict[str, dict[str, Any]] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    away: set[str] = field(default_factory=set)
    refusals: list[Problem] = field(default_factory=list)
    draft_refusals: list[Problem] = field(default_factory=list)
    lost_answers: int = 0
    state_of_files: str = "stored"
    why: str | None = None
    late_by: int | None = None
    moves: dict[str, dict[str, Any]] = field(default_factory=dict)
    exempt: list[dict[str, Any]] = field(default_factory=list)
    prepared: dict[str, dict[str, Any]] = field(default_factory=dict)

    def asked(self, service: str) -> None:
        """A service is called."""
        if service in self.away:
            raise Unavailable
        if self.refusals:
            raise self.refusals.pop()


class Intake(MovingIntake):
    """Intake from memory."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def submit(self, application: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Number it; the same key is the same request, even when the answer is lost on the way."""
        self.memory.asked("intake")
        if key not in self.memory.keys:
            request_id = str(uuid4())
            self.memory.keys[key] = request_id
            number = f"{len(self.memory.requests) + 1:03}/PPID-P/32.76/XI/2026"
            self.memory.requests[request_id] = {
                "id": request_id, "number": number, "channel": "portal", "received_at": RECEIVED,
                "token": TOKEN[:-3] + f"{len(self.memory.requests):03}",
            } | dict(application)  # fmt: skip
            self.memory.versions[request_id] = 1
        if self.memory.lost_answers:
            self.memory.lost_answers -= 1
            raise Unavailable
        kept = self.memory.requests[self.memory.keys[key]]
        return {
            "id": kept["id"], "number": kept["number"], "tracking_token": kept["token"],
            "tracking_url": f"http://depokkotappid.localhost:8080/permohonan/{kept['token']}",
            "tracking_code": "7K4M-Q2XD-9RT", "receipt_url": f"/api/intake/v1/tracking/{kept['token']}/receipt.pdf",
            "received_at": kept["received_at"], "deadline": deadline(), "warnings": [],
        }  # fmt: skip

    def check_applicant(self, _applicant: Mapping[str, Any]) -> None:
        """Find nothing wrong, unless told to."""
        self.memory.asked("intake")

    def request(self, request_id: str) -> dict[str, Any]:
        """All of it."""
        self.memory.asked("intake")
        kept = self.memory.requests.get(request_id)
        if kept is None:
            raise NotFound
        told = self.tracked(request_id) | {"acted": self.memory.moves.get(request_id, {}).get("acted", [])}
        return kept | {"state": "registered", "steps": [], "deadline": deadline()} | told

    def identity(self, request_id: str) -> dict[str, Any]:
        """The numbers as they were sent."""
        applicant = self.memory.requests[request_id]["applicant"]
        return {"nik": applicant["nik"], "identity": applicant.get("identity"), "papers": ["identity"]}

    def receipt(self, request_id: str) -> bytes:
        """The receipt with its code."""
        self.memory.asked("intake")
        return b"%PDF-1.7 " + str(self.memory.requests[request_id]["token"]).encode()

    def lines(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """Lines by id."""
        self.memory.asked("intake")
        return {
            one: {
                "id": one, "number": kept["number"], "subject": kept["subject"], "applicant": "Siti N***",
                "papers": ["identity"],
            }
            for one in ids
            if (kept := self.memory.requests.get(one))
        }  # fmt: skip

    def search(self, words: str) -> list[dict[str, Any]]:
        """Lines by words."""
        return [line for line in self.lines(list(self.memory.requests)).values() if words in line["subject"]]

    def tracking(self, token: str) -> dict[str, Any]:
        """The applicant's view."""
        self.memory.asked("intake")
        kept = next((one for one in self.memory.requests.values() if one["token"] == token), None)
        if kept is None:
            raise NotFound
        decision = self.memory.decisions.get(kept["id"])
        state = decision["outcome"] if decision else "registered"
        steps = [{"at": RECEIVED, "kind": "received"}, {"at": RECEIVED, "kind": "registered"}]
        return {name: kept[name] for name in TOLD} | {
            "received_at": RECEIVED, "state": state, "deadline": deadline(),
            "papers": {"request": kept["id"], "wanted": ["identity"], "ticket": kept.get("ticket", "t")},
            "steps": steps + ([{"at": DECIDED, "kind": state}] if decision else []),
            "documents": [
                {"id": one, "href": f"/api/documents/v1/documents/{one}/content?ticket=t"}
                for one in (decision or {}).get("documents", [])
            ],
            "answer_href": f"/api/documents/v1/answers/{kept['id']}?ticket=t" if decision else None,
            "notice_href": f"/api/registry/v1/cases/{kept['id']}/notice?ticket=t" if decision else None,
        } | self.tracked(kept["id"])  # fmt: skip


class Registry(MovingRegistry):
    """The registry from memory."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def queue(self, tab: str, page: int, size: int, ids: Iterable[str] = ()) -> dict[str, Any]:
        """Open and decided cases, or those asked for."""
        self.memory.asked("registry")
        tabs: dict[str, list[str]] = {"open": [], "late": [], "decided": []}
        for one in self.memory.requests:
            tabs["decided" if one in self.memory.decisions else "open"].append(one)
        items = [self.case(one) for one in ids or tabs[tab]]
        return {"items": items, "total": len(items), "counts": {name: len(ids) for name, ids in tabs.items()}}

    def case(self, case_id: str) -> dict[str, Any]:
        """One case."""
        self.memory.asked("registry")
        kept = self.memory.requests.get(case_id)
        if kept is None:
            raise NotFound
        decision = self.memory.decisions.get(case_id)
        allowed = decision is None
        told: dict[str, Any] = {
            "id": case_id, "number": kept["number"], "stage": decision["outcome"] if decision else "verifying",
            "regime": "ordinary", "regime_reason": "Kategori ini bukan informasi pemilu.", "channel": kept["channel"],
            "category": kept["category"], "received_at": RECEIVED, "due_on": "2026-12-07",
            "extended_due_on": "2026-12-16", "binding_on": "2026-12-07",
            "working_days_left": -(self.memory.late_by or -9) if decision else 9,
            "late": decision is not None and self.memory.late_by is not None,
            "late_days": self.memory.late_by or 0, "lateness": [], "version": self.memory.versions[case_id],
            "deadline": deadline(), "acts": [
                {"act": act, "allowed": allowed, "reason": None if allowed else "Sudah diputus.", "article": article}
                for act, article in ACTS.items()
            ],
            "history": [{"at": RECEIVED, "actor": "service:intake", "act": "case.registered", "facts": {}}],
            "prepared": self.memory.prepared.get(case_id), "decision": self._notice(case_id) if decision else None,
            "delivery": {"proofs": [], "received_at": None} if decision else None,
        }  # fmt: skip
        return told | self.moved(case_id, told["acts"])

    def decide(self, case_id: str, version: int, decision: Mapping[str, Any]) -> None:
        """Decide at a version."""
        self.memory.asked("registry")
        if version != self.memory.versions[case_id]:
            raise Refused({"code": "changed", "title": "Sudah diubah", "detail": ""}, 412)
        self.memory.decisions[case_id] = dict(decision)
        self.memory.versions[case_id] += 1

    def draft(self, case_id: str, decision: Mapping[str, Any]) -> dict[str, Any]:
        """The notice as it would be issued, or what the register objects to."""
        self.memory.asked("registry")
        if self.memory.draft_refusals:
            raise self.memory.draft_refusals.pop()
        if "statement" not in decision:
            raise Refused({"code": "invalid", "title": "Perbaiki"}, 422)
        return told(self.memory.requests[case_id]["number"], decision, None) | {"letter_number": "KONSEP"}

    def draft_letter(self, case_id: str, way: str, body: Mapping[str, Any], form: str) -> bytes:
        """The draft as a letter."""
        said = self.draft(case_id, body) if way == "decision" else body
        return f"{form} konsep {said['statement']}".encode()

    def notice_file(self, case_id: str, form: str) -> bytes:
        """The issued letter."""
        return f"{form} {self._notice(case_id)['letter_number']}".encode()

    def letter_file(self, _case_id: str, letter_id: str, form: str) -> bytes:
        """A letter before it."""
        return f"{form} letters/{letter_id}.{form}".encode()

    def notice(self, href: str) -> dict[str, Any]:
        """The notice behind an applicant's link."""
        self.memory.asked("registry")
        return self._notice(href.split("/")[5])

    def letter(self, code: str) -> dict[str, Any]:
        """The letter of the only code there is."""
        self.memory.asked("registry")
        if code != "kode":
            raise NotFound
        numbers = {"letter_number": "001/PPID-PT/32.76/XI/2026", "number": "001/PPID-P/32.76/XI/2026"}
        return numbers | {"title": "Pemberitahuan tertulis", "office": "KPU Kota Depok", "issued_on": "2026-11-23"}

    def _notice(self, case_id: str) -> dict[str, Any]:
        number = self.memory.requests[case_id]["number"]
        return told(number, self.memory.decisions[case_id], self.memory.late_by)


class Documents:
    """Documents from memory."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def upload(self, request_id: str, name: str, content: IO[bytes], size: int) -> dict[str, Any]:
        """Keep a file."""
        self.memory.asked("documents")
        assert len(content.read()) == size
        kept = {"id": str(uuid4()), "name": name, "media_type": "application/pdf", "size": size, "sha256": "0" * 64}
        stored = STORED if self.memory.state_of_files == "stored" else None
        told = {"state": self.memory.state_of_files, "why": self.memory.why, "received_at": STORED, "stored_at": stored}
        gate = {
            "request": request_id,
            **dict.fromkeys(("fault", "replaced_by", "copy", "original")),
            "standing": {"stored": "ready", "waiting": "checking"}.get(self.memory.state_of_files, "refused"),
            "clearance": stored and {"cleared_at": STORED, "findings": [], "acceptances": [], "blackened": []},
        }
        self.memory.documents.setdefault(request_id, []).append(kept | told | gate)
        return kept

    def of(self, request_id: str, words: str = "") -> list[dict[str, Any]]:
        """The files of a request; with words, those whose names hold them."""
        self.memory.asked("documents")
        return [one for one in self.memory.documents.get(request_id, []) if words in one["name"]]


class Notify:
    """Notify from memory."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def notices(self, request_id: str) -> list[dict[str, Any]]:
        """One message, sent."""
        self.memory.asked("notify")
        sent = {"id": str(uuid4()), "kind": "request_received", "channel": "email", "state": "sent", "attempts": 1}
        return [sent | {"sent_at": "2026-11-20T09:16:00+07:00"}]


FROM_MEMORY: dict[str, Any] = {"intake": Intake, "registry": Registry, "documents": Documents, "notify": Notify}


@dataclass(frozen=True)
class Services:
    """All of them, as the gateway holds its clients."""

    intake: Intake
    registry: Registry
    documents: Documents
    notify: Notify
    clients: Mapping[str, Backend]

    @classmethod
    def of(cls, memory: Memory, **others: Any) -> "Services":
        """Services over one memory; `others` are clients to ask instead of it, by service."""
        asides = {"intake": AsidesIntake(memory), "registry": ExemptList(memory.exempt)}
        asked = dict.fromkeys(SERVICES, Silent()) | asides | others
        real = Backends.over({name: Backend(client) for name, client in asked.items()})
        doors = [
            getattr(real, name) if name in others else Shaped(door(memory), type(getattr(real, name)))
            for name, door in FROM_MEMORY.items()
        ]
        return cls(*doors, real.clients)

    def descriptions(self) -> dict[str, dict[str, Any]]:
        """None of them describes itself."""
        return {}
