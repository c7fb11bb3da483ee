"""Papers that prove who asks, as applicants and the desk see them: which are wanted, which came, what is handed in."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from flask import request

from chassis.client import Refused
from chassis.errors import Problem, Unavailable
from gateway.backends.proofs import KEPT, Proofs
from gateway.backends.shapes.documents import Paper
from gateway.backends.shapes.intake import Tracked
from gateway.portal.pages import services, words


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kind of paper that goes with a request, and those of it that came."""

    kind: str
    came: tuple[Paper, ...]

    @property
    def there(self) -> bool:
        """Whether one is there."""
        return any(paper["state"] in KEPT for paper in self.came)


def taken(proofs: Proofs, request_id: str, kinds: Sequence[str]) -> dict[str, str]:
    """Pass on the files of a form, each in the field of its kind; the result is what was wrong, by field.

    Those that the page's script brought before, in parts, stand in the form by their ids. Of several of a kind each
    that failed is named, and the form says that the others came.
    """
    faults: dict[str, list[tuple[str, str]]] = {}
    sent = [(kind, file) for kind in kinds for file in request.files.getlist(kind) if file.filename]
    for kind, file in sent:
        try:
            proofs.hand_in(request_id, kind, file.filename or "", file.read())
        except Refused as refused:
            said = next((one.detail for one in refused.faults), "") or refused.detail or refused.title
            faults.setdefault(kind, []).append((file.filename or "", said))
        except Unavailable:
            faults.setdefault(kind, []).append((file.filename or "", words("papers.away")))
    if not sent and not request.form.get("documents"):
        return {next(iter(kinds), "papers"): words("papers.none")}
    counts = Counter(kind for kind, _ in sent)
    return {kind: _told(wrong, counts[kind]) for kind, wrong in faults.items()}


def _told(wrong: Sequence[tuple[str, str]], sent: int) -> str:
    """Return what was wrong with files of a kind, of which so many were sent."""
    if sent == 1:
        return wrong[0][1]
    said = [words("papers.one_of", name=name, fault=fault) for name, fault in wrong]
    return " ".join([*said, words("papers.others")] if len(wrong) < sent else said)


def of_applicant(tracking: Tracked) -> list[Wanted] | None:
    """Return what is wanted from an applicant and what came; None while documents does not say."""
    wanted = tracking["papers"]
    with suppress(Problem):
        return rows(wanted["wanted"], as_applicant(tracking).of(wanted["request"]))
    return None


def as_applicant(tracking: Tracked) -> Proofs:
    """Return the papers of a request, in the name of its applicant."""
    return Proofs(services().clients["documents"], tracking["papers"]["ticket"])


def rows(kinds: Sequence[str], came: Sequence[Paper]) -> list[Wanted]:
    """Return the papers that came, by kind; those that are not asked for come last."""
    others = [paper["kind"] for paper in came]
    return [
        Wanted(kind, tuple(one for one in came if one["kind"] == kind)) for kind in dict.fromkeys([*kinds, *others])
    ]
