"""Which papers go with a request or an objection, by who asks (PerKI 1/2021; PerKI 1/2021 ps. 39(4))."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from statute import source
from statute.book import Certainty


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper, as people call it, with the article that asks for it and how sure the platform is of that."""

    kind: str
    label: str
    article: str
    certainty: Certainty
    doubts: tuple[str, ...]


@cache
def papers() -> Mapping[str, Paper]:
    """Return all papers by kind."""
    return MappingProxyType({row["kind"]: _paper(row) for row in source.read("papers.yaml")["papers"]})


def wanted(applicant_kind: str, *, by_attorney: bool, objection_by_attorney: bool = False) -> tuple[str, ...]:
    """Return the kinds of papers that go with a request of this kind of applicant, in order, each once.

    Args:
        applicant_kind: `person`, `group` or `legal_body`.
        by_attorney: whether somebody speaks by power of attorney. objection_by_attorney: whether in an objection.
    """
    who = [applicant_kind, *["by_attorney"] * by_attorney, *["objection_by_attorney"] * objection_by_attorney]
    return tuple(dict.fromkeys(kind for one in who for kind in _lists()[one]))


def of_requests() -> frozenset[str]:
    """Return the kinds of papers that go with a request of any kind of applicant; others go with objections only."""
    return frozenset(kind for who, kinds in _lists().items() if who != "objection_by_attorney" for kind in kinds)


@cache
def _lists() -> Mapping[str, list[str]]:
    return MappingProxyType(source.read("papers.yaml")["wanted"])


def _paper(row: Mapping[str, object]) -> Paper:
    plain = {name: row[name] for name in ("kind", "label", "article")}
    return Paper(
        **plain,  # type: ignore[arg-type]  # the file's own types
        certainty=Certainty(str(row["certainty"])),
        doubts=tuple(row["doubts"]),  # type: ignore[arg-type]
    )
