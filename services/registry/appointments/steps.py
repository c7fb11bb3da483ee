"""Who signs today, in which role, as every act that is signed asks."""

from chassis.context import current
from chassis.offices import today
from services.registry.appointments import domain
from services.registry.appointments.domain import Appointment, Role
from services.registry.appointments.queries import holders
from services.registry.cases.domain.cases import PPID, TRANSITIONS, Act


def signing_letter(act: Act) -> dict[str, str]:
    """Return what stands under the letter of an act: the PPID's name where the act is his, otherwise who writes at the
    desk.

    Nothing stands there where nobody appointed who writes.

    Raises:
        NotAppointed: the act is the PPID's, and the actor is not who signs as PPID today.
    """
    if TRANSITIONS[act].role == PPID:
        return signing(PPID).signature | {"signing_role": PPID}
    found = domain.at_desk([*holders(Role.PPID), *holders(Role.OFFICER)], current().actor, today())
    return found.signature | {"signing_role": found.role} if found else {}


def preparer_of(actor: str) -> str | None:
    """Who prepared what the actor in force signs, as a letter names it; None where he prepared it himself."""
    if actor == current().actor:
        return None
    return domain.preparer([*holders(Role.PPID), *holders(Role.OFFICER)], actor, today())


def signing(role: str) -> Appointment:
    """Return the appointment in which the actor signs now, in the office in force; asked within the act's transaction.

    Raises:
        NotAppointed: he does not hold the role today; the detail says who does and what is possible.
    """
    return domain.signatory(holders(role), Role(role), current().actor, today())
