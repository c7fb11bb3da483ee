"""What an operator sees and does with `ppid events`."""

import json
from collections.abc import Iterator
from uuid import UUID, uuid4

import psycopg
import pytest
from click.testing import CliRunner, Result

from chassis.settings import SERVICES
from ppid.event_schemas import events as declared
from ppid.events_command import events

pytestmark = pytest.mark.stack
PARK = """
insert into parked (tenant, message_id, type, aggregate, aggregate_id, body, attempts, error, trace, next_attempt_at,
                    dead_at)
values ('32.76', %s, 'id.go.kpu.ppid.request.submitted.v1', 'request', 'r1', '{}', 8, 'KeyError at x.py:1', '', now(),
        now())
"""


@pytest.fixture
def letter(service_env: dict[str, str]) -> Iterator[UUID]:
    """The only dead letter there is, of the registry: other tests share these databases and leave theirs behind."""
    for service in SERVICES:
        with psycopg.connect(service_env[f"PPID_{service.upper()}_SYSTEM_DATABASE_URL"]) as connection:
            connection.execute("delete from parked")
    message_id = uuid4()
    with psycopg.connect(service_env["PPID_REGISTRY_SYSTEM_DATABASE_URL"], autocommit=True) as connection:
        connection.execute(PARK, [message_id])
        yield message_id
        connection.execute("delete from parked where message_id = %s", [message_id])


def test_a_dead_letter_is_listed_for_people_and_for_programs(service_env: dict[str, str], letter: UUID) -> None:
    assert str(letter)[:8] in run(service_env, "dead", "list").stdout
    (line,) = run(service_env, "dead", "list", "--service", "registry", "--json").stdout.splitlines()
    assert {"service": "registry", "id": str(letter), "attempts": 8, "behind": 0}.items() <= json.loads(line).items()
    assert run(service_env, "dead", "list", "--service", "intake").stdout == "Tidak ada pesan mati.\n"


def test_a_dead_letter_is_shown_and_replayed_by_the_beginning_of_its_id(
    service_env: dict[str, str], letter: UUID
) -> None:
    short = str(letter)[:12]
    assert json.loads(run(service_env, "dead", "show", short).stdout)["error"] == "KeyError at x.py:1"
    assert run(service_env, "dead", "replay", short, "--by", "siti").stdout == "1 dikirim ulang.\n"
    again = run(service_env, "dead", "replay", short)
    assert (again.exit_code, again.stderr) == (1, f"Error: 0 pesan mati berawalan {short}\n")


def test_all_dead_letters_are_replayed_at_once(service_env: dict[str, str], letter: UUID) -> None:
    assert letter
    assert run(service_env, "dead", "replay", "--all", "--service", "registry").stdout == "1 dikirim ulang.\n"
    assert run(service_env, "dead", "replay", "--all").stdout == "0 dikirim ulang.\n"


def test_a_dead_letter_is_dismissed_only_with_a_reason(service_env: dict[str, str], letter: UUID) -> None:
    assert run(service_env, "dead", "dismiss", str(letter)).exit_code == 2
    assert run(service_env, "dead", "dismiss", str(letter), "--reason", "test data").stdout == "1 dilepaskan.\n"


def test_replaying_takes_an_id_or_all(service_env: dict[str, str]) -> None:
    assert "sebutkan satu ID atau --all" in run(service_env, "dead", "replay").stderr


def test_the_catalogue_says_of_each_event_who_tells_and_hears_it(service_env: dict[str, str]) -> None:
    shown = run(service_env, "catalogue").stdout.splitlines()
    assert len(shown) == len(declared())
    line = next(line for line in shown if line.startswith("case.split.v1: "))
    assert line.endswith("(registry → documents, intake, notify)")


def run(env: dict[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(events, list(arguments), env=env)
