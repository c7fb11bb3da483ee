"""What a web role lets people see of the requests it answers: figures, an id on every answer, a line each."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest

from tests.integration.conftest import DEPOK, Working
from tests.localcompose.ports import free_ports

pytestmark = pytest.mark.stack
COUNTED = r'http_seconds_count\{endpoint="healthz",service="registry",status="200"\} (\d+)\.0'
TRACE = uuid4().hex
SENT = {"traceparent": f"00-{TRACE}-b7ad6b7169203331-00"}


@dataclass(frozen=True, slots=True)
class Role:
    """A web role of two workers, as a process of its own."""

    url: str
    log: Path

    def lines(self, event: str) -> list[dict[str, object]]:
        """What it wrote under a name."""
        lines = [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]
        return [line for line in lines if line["event"] == event]


@pytest.fixture(scope="module")
def role(registry: Working, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Role]:
    (port,) = free_ports(1)
    log = tmp_path_factory.mktemp("role") / "log"
    env = registry.env | {"PPID_REGISTRY_WORKERS": "2", "PPID_LISTEN": f"127.0.0.1:{port}"}
    with log.open("w") as out:
        process = subprocess.Popen([sys.executable, "-m", "ppid", "web", "registry"], env=env, stderr=out)
    started = Role(f"http://127.0.0.1:{port}", log)
    try:
        with httpx2.Client(transport=httpx2.HTTPTransport(retries=10)) as patient:  # half a minute, ever slower
            patient.get(f"{started.url}/healthz")
        yield started
    finally:
        process.terminate()
        process.wait(30)


def test_whichever_worker_is_asked_for_figures_answers_for_all(role: Role) -> None:
    before = sum(map(int, re.findall(COUNTED, httpx2.get(f"{role.url}/metrics").text)))  # none counted yet is none
    for _ in range(20):
        httpx2.get(f"{role.url}/healthz")  # a connection each, so now the one worker has it and now the other
    figures = [httpx2.get(f"{role.url}/metrics").text for _ in range(10)]
    assert [re.findall(COUNTED, text) for text in figures] == [[str(before + 20)]] * 10
    assert all('outbox_backlog{service="registry"}' in text for text in figures)


def test_every_answer_carries_the_id_of_its_request_and_a_problem_tells_it(registry: Working) -> None:
    for path, status in (("/v1/cases", 200), (f"/v1/cases/{uuid4()}", 404), ("/nowhere", 404), ("/healthz", 200)):
        answer = registry.ask(DEPOK, "officer", path=path, headers=SENT)
        assert (answer.status_code, answer.headers["X-Request-Id"]) == (status, TRACE)
        assert status == 200 or answer.get_json()["request_id"] == TRACE
    unknown = registry.app.test_client().get("/v1/cases", headers={"Host": "tidakada.localhost"})
    assert unknown.get_json()["request_id"] == unknown.headers["X-Request-Id"]


def test_a_request_leaves_one_line_that_names_its_route_and_nothing_of_its_address(
    role: Role, registry: Working
) -> None:
    case, word = uuid4(), "rahasia"
    headers = SENT | {"Host": registry.host(DEPOK), "Authorization": f"Bearer {registry.token(DEPOK, 'officer')}"}
    httpx2.get(f"{role.url}/v1/cases/{case}?ticket={word}", headers=headers)
    httpx2.get(f"{role.url}/healthz")
    (line,) = role.lines("request")
    told = {"service": "registry", "method": "GET", "route": "/v1/cases/<uuid:case_id>", "status": 404}
    assert told.items() <= line.items()
    assert (line["tenant"], line["trace"]) == (DEPOK, SENT["traceparent"])
    assert isinstance(line["ms"], float)
    assert str(case) not in role.log.read_text()
    assert word not in role.log.read_text()
