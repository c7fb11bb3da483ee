"""`ppid staff`: the first administrator of an office, and the last resort."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner, Result

from chassis import clock
from ppid.staff_command import staff
from tests.integration.gateway.conftest import Visit
from tests.integration.gateway.inviting import CHOSEN, PASSWORD, PEOPLE, enter

pytestmark = pytest.mark.stack
HOST, CODE = "bogorkotappid.localhost", "32.71"
FIRST = ("--office", CODE, "--username", "admin.pertama")
Run = Callable[..., Result]


@pytest.fixture
def run(service_env: dict[str, str], runtime: Any) -> Run:
    """The command on the machine of the gateway, where the offices are listed."""
    return lambda *said: CliRunner().invoke(staff, said, env=service_env)


def test_the_first_administrator_comes_in_by_the_printed_link_and_is_rescued_by_another(
    run: Run, visit: Visit, rows: Any
) -> None:
    invited = run("invite", *FIRST, "--name", "Admin Pertama", "--mailbox", "pertama@kpu.example")
    assert invited.exit_code == 0, invited.output
    browser = visit(HOST).get(urlsplit(invited.output.strip()).path).send(CHOSEN)
    assert browser.path == PEOPLE
    assert run("suspend", *FIRST).output == "admin.pertama ditangguhkan.\n"
    assert browser.get(PEOPLE).path.startswith("/masuk")
    link = urlsplit(run("rescue", *FIRST).output.strip()).path
    with clock.held(clock.now() + timedelta(minutes=16)):
        assert visit(HOST).get(link).status == HTTPStatus.GONE
    assert visit(HOST).get(link).send(CHOSEN).path == PEOPLE
    assert enter(visit(HOST), "admin.pertama", PASSWORD).path == PEOPLE
    acts = rows.execute("select act from audit_entry where tenant = %s and act like 'staff.%%' order by id", [CODE])
    assert {"staff.invited", "staff.suspended", "staff.rescued"} <= {act for (act,) in acts}


def test_who_is_no_administrator_is_not_rescued(run: Run) -> None:
    refused = run("rescue", "--office", "32.76", "--username", "ppid.depok")
    assert refused.exit_code == 1
    assert "Tidak ditemukan" in refused.output
    assert run("rescue", "--office", "99.99", "--username", "x").exit_code == 1
