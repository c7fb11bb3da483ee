"""How the rows of old registers ended, as far as their words tell: counted for the annual report. Pure."""

from collections.abc import Iterator, Mapping

from chassis import sheets
from contracts.stages import Stage

Known = tuple[tuple[str, str], ...]
# What an ending is known by, the more telling words first; a "not" comes before what it denies.
_NO = ("tidakdikabulkan", "tidakdapatdikabulkan", "tidakdiberikan", "tidakdapatdiberikan", "ditolak", "menolak")
_YES = ("kabul", "mengabul")
_REQUESTS: Known = (
    ("tidakditindaklanjuti", Stage.LAPSED),
    ("dicabut", Stage.WITHDRAWN),
    ("dialihkan", Stage.TRANSFERRED),
    ("didokumentasikan", Stage.NOT_DOCUMENTED),
    ("tidakdikuasai", Stage.NOT_HELD),
    ("tidakmenguasai", Stage.NOT_HELD),
    ("sebagian", Stage.PARTLY_GRANTED),
    *((words, Stage.REFUSED) for words in (*_NO, "tolak")),
    *((words, Stage.GRANTED) for words in (*_YES, "diberikan")),
)
_OBJECTIONS: Known = (
    ("sebagian", "partly_upheld"),
    *((words, "rejected") for words in (*_NO, "tidakditerima", "tidakdapatditerima", "menguatkan")),
    *((words, "upheld") for words in (*_YES, "mengubah")),
)
_RULINGS: Known = (
    ("sebagian", "partly_granted"),
    *((words, "rejected") for words in _NO),
    *((words, "granted") for words in _YES),
)
_NOT = ("tidak", "gagal", "belum", "nihil")


def of_request(told: Mapping[str, str]) -> str:
    """How a request ended, by the register's own names; `other` where its words do not tell, `open` without an end."""
    return _meant(_REQUESTS, told.get("decision", ""), ended="notified_on" in told)


def of_objection(told: Mapping[str, str]) -> str:
    """How an objection was answered, by the register's own names; `other` and `open` as of requests."""
    return _meant(_OBJECTIONS, told.get("decision", ""), ended="answered_on" in told)


def of_dispute(told: Mapping[str, str]) -> Iterator[str]:
    """Yield what happened to a dispute, each by the name of its step; a ruling as `rule.<outcome>`."""
    if ruling := told.get("ruling"):
        yield f"rule.{_meant(_RULINGS, ruling, ended=True)}"
    settled = sheets.letters(told.get("mediated_on", "") + told.get("stage", ""))
    if "sepakat" in settled and not any(word in settled for word in _NOT):
        yield "agree"
    for column, step in (("court", "go_to_court"), ("cassation", "go_to_cassation")):
        said = sheets.letters(told.get(column, ""))
        if said and not said.startswith(_NOT):
            yield step
    if "complied_on" in told:
        yield "comply"


def _meant(known: Known, said: str, *, ended: bool) -> str:
    letters = sheets.letters(said)
    return next((name for words, name in known if words in letters), "other" if ended else "open")
