"""Letters to people who are invited to work for an office, or who choose their password anew.

No notice stands for one: it is about no request, and what it says is over in two days. The errand is all that is kept.
"""

from uuid import UUID

from chassis import audit, clock, errands
from chassis.context import Context
from chassis.db import transaction
from chassis.errands import Errand, Overtaken
from chassis.log import get_logger
from chassis.offices import this_office
from chassis.service import Runtime, Tick, runtime
from contracts.staff import InvitationIssued
from services.notify import channels, domain
from services.notify.channels import Sender
from services.notify.config import SEND_WITHIN

log = get_logger()
KIND = "invitation"
AT_ONCE = 50  # letters of one round of the tick
SELF = "service:notify"


def take_up(event: InvitationIssued) -> None:
    """See that the letter leaves."""
    with transaction():
        errands.add(event.invitation_id, clock.now(), KIND)


def send_due(working: Runtime) -> None:
    """Send the letters of all offices that are due."""
    for errand in errands.claim(working.settings, lease=SEND_WITHIN, at_most=AT_ONCE, kind=KIND):
        with working.acting(Context(errand.tenant, SELF, frozenset({SELF}))):
            try:
                _send(errand)
            except Overtaken as theirs:
                log.warning("invitation_overtaken", invitation=errand.id, why=str(theirs))


def _send(errand: Errand) -> None:
    try:
        outcome = "sent" if _hand_over(errand.id) else "over"
    except Exception as failure:  # whatever it is, this letter waits and the others go on; its words may name a mailbox
        log.warning("invitation_not_sent", invitation=errand.id, attempts=errand.attempts, why=type(failure).__name__)
        if not domain.is_given_up(errand.attempts):
            with transaction():
                errands.postpone(errand, clock.now() + domain.pause(errand.attempts))
            return
        outcome = "failed"
    with transaction():
        errands.settle(errand)
        audit.record(f"invitation.{outcome}", errand.id, attempts=errand.attempts)


def _hand_over(invitation_id: UUID) -> bool:
    """Write the letter and give it to its carrier; False where the invitation is over."""
    office = this_office()
    sender = Sender(office.name, runtime().host(), office.profile)
    to = channels.invited(invitation_id, sender)
    if not to.email:
        return False
    words = channels.letter(KIND, {}, to, sender)
    mail = channels.message(words, to, sender, about=invitation_id, notice=invitation_id, at=clock.now())
    channels.hand_over(mail, to, sender)
    return True


TICK = Tick("invitations", 2, send_due, woken=True)
