"""A case goes to another KPU office, or back to the one that it came from; its clock begins anew nowhere. Pure."""

from collections.abc import Collection

from chassis.errors import Conflict, Fault, Invalid
from contracts.stages import Stage
from services.registry.cases.domain.cases import Act
from services.registry.cases.domain.lateness import Kind
from services.registry.cases.domain.progress import NOT_PASSED_ON, SHORTEST_WORDS
from services.registry.objections.domain import Stage as Order


class OrderWaits(Conflict):
    """What the Atasan PPID ordered is carried out by the office that was told to."""

    code, title = "order-waits", "Perintah Atasan PPID belum dilaksanakan"


class NotPassedOn(Conflict):
    """What came to this office first, or as a question of a whole, goes back to nobody."""

    code, title = "not-passed-on", "Permohonan ini tidak dialihkan dari kantor lain"


def stage_there(stage: Stage) -> Stage:
    """Where a case goes on at another office: where it stood, so that an extension stays the only one.

    What waits for its applicant is looked at there; the term to find it incomplete runs on.
    """
    return Stage.VERIFYING if stage is Stage.INCOMPLETE else stage


def kind_there(kind: Kind) -> Kind:
    """Return what a case's lateness is at another office: an end here is none there."""
    return Kind.ELSEWHERE if kind is Kind.END else kind


def obstacle(act: Act, orders: Collection[Order]) -> str | None:
    """Say why a request stays: the Atasan PPID ordered something here that was not done yet; None where it may go."""
    if orders and act in (Act.TRANSFER, Act.HAND_BACK):
        return "Laksanakan dulu perintah Atasan PPID atas permohonan ini (UU 14/2008 ps. 36(2))."
    return None


def check_orders(act: Act, orders: Collection[Order]) -> None:
    """Keep a request where an order waits.

    Raises:
        OrderWaits: one does.
    """
    if reason := obstacle(act, orders):
        raise OrderWaits(reason)


def check_transfer(receiver: str, own: str, passed: Collection[str], *, known: bool, because: str) -> None:
    """Refuse an office that is none or had the request before, and a transfer without a reason.

    Args:
        receiver: the code of the office. own: that of this office. passed: the offices that had the request before.
        known: whether there is such an office at work. because: the reason.

    Raises:
        Invalid: naming the field.
    """
    faults = []
    if not known:
        faults.append(Fault("/receiver", "Kantor ini tidak ada dalam daftar kantor KPU."))
    elif receiver == own or receiver in passed:
        faults.append(Fault("/receiver", "Kantor ini sudah pernah memegang permohonan ini. Pilih kantor lain."))
    if len(because) < SHORTEST_WORDS:
        faults.append(Fault("/statement", "Tulis mengapa kantor itu yang berwenang; pemohon membaca alasan ini."))
    if faults:
        raise Invalid(faults=faults)


def check_hand_back(came_from: str | None, because: str) -> None:
    """Refuse to hand back what nobody passed on, or without a reason that office and applicant read.

    Raises:
        NotPassedOn: there is none. Invalid: naming the field.
    """
    if came_from is None:
        raise NotPassedOn(NOT_PASSED_ON)
    if len(because) < SHORTEST_WORDS:
        raise Invalid(faults=[Fault("/statement", "Tulis mengapa permohonan ini keliru dialihkan kepada kantor Anda.")])
