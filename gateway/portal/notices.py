"""A written notice in the reader's words: every item of UU 14/2008 ps. 22(7), in the order of the law."""

from collections.abc import Iterable, Mapping

from contracts.numerals import grouped
from gateway.backends.shapes.registry import Blackened, Notice
from gateway.portal.pages import day, words


def rows(notice: Notice, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Label and value of all that a notice says beside its statement; what does not belong to its outcome is absent.

    `names` are those of its files by id, as far as they are known.
    """
    values = {
        "letter_number": notice["letter_number"],
        "decided": day(notice["decided_at"]),
        "outcome": words(f"state.{notice['outcome']}"),
        "held": words(f"notice.held_{_held(notice)}"),
        "holder": None if notice["not_held"] else notice["holder"],
        "given": notice["given"] or (words("notice.all") if notice["medium"] else None),
        "withheld": notice["withheld"],
        "not_held": notice["not_held"],
        "part_holder": notice["holder"] if notice["not_held"] else None,
        "not_documented": notice["not_documented"],
        "not_in_form": notice["not_in_form"],
        **_blackened(notice, names),
        "medium": notice["medium"] and words(f"notice.medium_{notice['medium']}"),
        "handover": notice["handover"],
        "cost": _cost(notice) if notice["medium"] else None,
        "cost_items": notice["cost_items"],
        "tariff": notice["tariff"],
        **_closing(notice),
        "signer": _signed(notice),
        "prepared": notice["prepared_by"],
        "due": _due(notice),
    }
    return _labelled(values)


def of_blackened(notice: Notice, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what of `rows` is about blackened files, and who signed that when; nothing where there are none."""
    if not notice["blackened"]:
        return []
    return _labelled(_blackened(notice, names) | {"signer": _signed(notice), "decided": day(notice["decided_at"])})


def _labelled(values: Mapping[str, str | None]) -> list[tuple[str, str]]:
    return [(words(f"notice.{name}"), value) for name, value in values.items() if value]


def _blackened(notice: Notice, names: Mapping[str, str]) -> dict[str, str | None]:
    return {
        "unasked": words("notice.unasked_said") if notice["blackened_unasked"] else None,
        "blackened": "\n".join(_in_file(one, names) for one in notice["blackened"]),
    }


def _in_file(file: Blackened, names: Mapping[str, str]) -> str:
    named = names.get(file["document"]) or words("notice.unnamed", digits=file["sha256"][:8])
    return words("notice.blackened_in", file=named, grounds=grounds(file["grounds"]))


def grounds(letters: Iterable[str]) -> str:
    """Letters of UU 14/2008 Pasal 17 in the reader's words."""
    return "; ".join(words("notice.ground", letter=letter, title=words(f"exemption.{letter}")) for letter in letters)


def _signed(notice: Notice) -> str:
    return "\n".join(line for line in _signature(notice) if line)


def _signature(notice: Notice) -> tuple[str | None, ...]:
    capacity = words(f"signature.ppid.{notice['capacity']}")
    return notice["signer"], capacity, notice["office"], notice["signing_decree"]


def _held(notice: Notice) -> str:
    if notice["not_held"] or notice["not_documented"]:
        return "partly"
    return "yes" if notice["held"] else notice["outcome"]


def _cost(notice: Notice) -> str:
    if not notice["cost"]:
        return words("notice.free")
    return words("notice.rupiah", amount=grouped(notice["cost"]), payment=notice["payment"] or "")


def _closing(notice: Notice) -> dict[str, str | None]:
    exemption = notice["exemption"]
    if exemption is None:
        return {}
    return {
        "exemption": f"{exemption['article']}: {exemption['wording']}",
        "decree": notice["decree"],
        "act": notice["act"],
        "consequence": notice["consequence"],
        "tested": notice["tested_on"] and day(notice["tested_on"]),
        "period": exemption["period"],
    }


def _due(notice: Notice) -> str:
    said = words("notice.due_by", date=day(notice["due_on"]), article=notice["due_article"])
    late_by = notice["late_by"]
    if late_by is None:
        return said
    return f"{said} {words('notice.late', n=late_by) if late_by else words('notice.late_same')}"
