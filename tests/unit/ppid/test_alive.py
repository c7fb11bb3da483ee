"""The probe of containers: who is stuck is started again, who waits for what is away is not."""

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from socket import gethostname

import psycopg
import pytest
from click.testing import CliRunner

from chassis import broker, heartbeat, system
from chassis.broker import BrokerAway
from chassis.heartbeat import LATE, Beat
from ppid.cli import main
from ppid.embedded.ports import Ports
from ppid.embedded.settings import Secrets, compose

HERE = gethostname()


@pytest.fixture
def env(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Settings of a platform whose database and broker answer."""
    monkeypatch.setattr(system, "connect", lambda *_arguments: nullcontext())
    monkeypatch.setattr(broker, "depths", lambda *_arguments: {})
    known = Secrets.kept_in(tmp_path / "secrets.json")
    values = compose(tmp_path, Ports(), known, postgres_url="postgresql://", s3_url="http://127.0.0.1:1")
    return values | {"PPID_VAR": str(tmp_path)}


def status(env: dict[str, str]) -> int:
    return CliRunner().invoke(main, ["alive", "consume", "registry"], env=env).exit_code


@pytest.mark.parametrize(
    ("beats", "expected"),
    [
        ([Beat("consume", HERE, 1.0, 7)], 0),
        ([Beat("consume", HERE, LATE + 1, 7)], 1),
        ([Beat("consume", "elsewhere", 1.0, 7)], 1),
        ([Beat("relay", HERE, 1.0, 7)], 1),
        ([], 1),
    ],
)
def test_only_the_role_that_goes_round_here_is_alive(
    beats: Sequence[Beat], expected: int, env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "beats", lambda _connection: beats)
    assert status(env) == expected


@pytest.mark.parametrize(
    ("part", "name", "away"),
    [(system, "connect", psycopg.OperationalError()), (broker, "depths", BrokerAway())],
)
def test_nobody_is_started_again_because_something_is_away(
    part: object, name: str, away: Exception, env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise away

    monkeypatch.setattr(heartbeat, "beats", lambda _connection: [])
    monkeypatch.setattr(part, name, fail)
    assert status(env) == 0
