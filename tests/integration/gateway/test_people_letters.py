"""The letter of an invitation, from the administrator's page through notify to a mail server."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

import psycopg
import pytest
from aiosmtpd.controller import Controller

from chassis import clock
from chassis.db import bound
from contracts.staff import InvitationIssued
from services.notify import invitations
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.gateway.browser import Browser, address
from tests.integration.gateway.conftest import DEPOK as HOST
from tests.integration.gateway.conftest import AppOver, Visit
from tests.integration.gateway.inviting import CHOSEN, PEOPLE, enter, newcomer
from tests.integration.gateway.services import Memory, Services
from tests.integration.notify_world import Mailbox
from tests.integration.serving import served, started
from tests.running import free_ports

pytestmark = pytest.mark.stack
LETTER = "/api/gateway/v1/invitations/{}/letter"


@dataclass(frozen=True)
class Post:
    """A gateway and notify beside it, with a mail server."""

    gateway: Working
    notify: Working
    box: Mailbox
    rows: psycopg.Connection[Any]

    def told(self, person: dict[str, str]) -> InvitationIssued:
        """What the gateway told of somebody's invitation."""
        body = self.rows.execute(
            "select o.body from outbox o join staff_invitation i on i.id::text = o.aggregate_id::text"
            " join staff s on s.id = i.staff_id where s.username = %s",
            [person["person_username"]],
        ).fetchone()
        assert body is not None
        data = json.loads(body[0])["data"]
        return InvitationIssued(
            invitation_id=UUID(data["invitation_id"]), joining=data["joining"], expires_at=clock.now()
        )

    def send(self, event: InvitationIssued) -> list[EmailMessage]:
        """Let notify hear and do its round; the letters that came."""
        self.notify.hear(DEPOK, event)
        with bound(self.notify.runtime.database):
            invitations.send_due(self.notify.runtime)
        return self.box.letters


@pytest.fixture
def post(app_over: AppOver, runtime: Any, service_env: dict[str, str]) -> Iterator[Post]:
    box, (port,) = Mailbox(), free_ports(1)
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    gateway = Working(runtime, app_over(Services.of(Memory())), service_env)
    rows = psycopg.connect(service_env["PPID_ADMIN_DATABASE_URL"].rpartition("/")[0] + "/ppid_gateway", autocommit=True)
    with served(gateway) as url, rows:
        env = service_env | {"PPID_SMTP_URL": f"smtp://127.0.0.1:{port}", "PPID_INTAKE_URL": url}
        with started("notify", env | {"PPID_GATEWAY_URL": url}) as notify:
            yield Post(gateway, notify, box, rows)
    server.stop()


def invite(visit: Visit) -> dict[str, str]:
    person = newcomer()
    enter(visit(), "admin.depok").get(f"{PEOPLE}/undang").send(person)
    return person


def test_the_letter_leads_to_the_page_where_a_password_is_chosen(post: Post, visit: Visit) -> None:
    person = invite(visit)
    event = post.told(person)
    (letter,) = post.send(event)
    assert letter["To"].addresses[0].addr_spec == person["person_mailbox"]
    assert letter["From"].addresses[0].addr_spec == f"ppid@{HOST}"
    plain, rich = (cast(EmailMessage, part).get_content() for part in letter.iter_parts())
    (link,) = re.findall(r"http://\S+/undangan/\S+", plain)
    assert link in rich
    assert person["person_name"] not in plain  # whoever invites could put any words there
    assert visit().get(urlsplit(link).path).send(CHOSEN).path == "/kerja"
    assert len(post.send(event)) == 1  # what was used is not sent again


def test_of_a_letter_that_the_mail_server_refuses_no_log_names_the_mailbox(
    post: Post, visit: Visit, capfd: pytest.CaptureFixture[str]
) -> None:
    person = invite(visit)
    post.box.answer = f"550 no such mailbox {person['person_mailbox']}"
    assert post.send(post.told(person)) == []
    out, err = capfd.readouterr()
    assert "invitation_not_sent" in out + err
    assert person["person_mailbox"] not in out + err


def test_only_notify_learns_where_an_invitation_goes(post: Post, visit: Visit) -> None:
    person = invite(visit)
    path = LETTER.format(post.told(person).invitation_id)
    for token in (None, post.gateway.token(DEPOK, "admin"), "x"):
        headers = {"Host": HOST} | ({"Authorization": f"Bearer {token}"} if token else {})
        answer = post.gateway.app.test_client().get(path, headers=headers)
        assert answer.status_code in (401, 403)
        assert person["person_mailbox"] not in answer.text


@pytest.mark.promise("offices")
def test_an_invitation_is_unknown_to_another_office(post: Post, visit: Visit) -> None:
    event = post.told(invite(visit))
    post.notify.hear(MAKASSAR, event)
    with bound(post.notify.runtime.database):
        invitations.send_due(post.notify.runtime)
    assert post.box.letters == []
    assert Browser(post.gateway.app, "makassarkotappid.localhost", address()).get("/undangan/x").status == 410
