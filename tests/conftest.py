"""The real parts for tests that ask for them. A test that asks for none starts none."""

import base64
import os
from collections import Counter
from collections.abc import Iterator

import pytest
from pytest_docker.plugin import Services

from tests import running, stack
from tests.localcompose.part import PASSWORD, REFUSED, USER, answers

CHOICE = pytest.StashKey[stack.Stack]()
WHOLE = pytest.StashKey[str]()
USED = pytest.StashKey[list[str]]()
START_WITHIN = 120.0  # seconds


@pytest.fixture(scope="session")
def docker_compose_command(request: pytest.FixtureRequest) -> str:
    choice = stack.choose()
    request.config.stash[CHOICE] = choice
    return choice.command


@pytest.fixture(scope="session")
def docker_compose_file() -> list[str]:
    return stack.COMPOSE_FILES


@pytest.fixture(scope="session")
def docker_services(
    request: pytest.FixtureRequest, docker_compose_command: str, docker_compose_file: list[str]
) -> Iterator[Services]:
    """Only what the selected tests ask for is started."""
    asked = {name for item in request.session.items for name in getattr(item, "fixturenames", ())}
    parts = [part for part, fixture in stack.FIXTURES.items() if fixture in asked]
    request.config.stash[USED] = parts
    name = f"{stack.PROJECT}-{os.getpid()}"
    with running.services(
        docker_compose_command, docker_compose_file, name, [f"up -d --wait {' '.join(parts)}"]
    ) as started:
        yield started


@pytest.fixture(scope="session")
def platform_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The edge of a whole platform of this session's own: embedded, or on PPID_TEST_STACK=compose in containers."""
    whole = running.composed if os.environ.get("PPID_TEST_STACK") == "compose" else running.embedded
    request.config.stash[WHOLE] = whole.__name__
    with whole() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_admin_url(docker_services: Services) -> str:
    """A fresh PostgreSQL server, as its superuser."""
    return f"postgresql://postgres:{PASSWORD}@{_address(docker_services, 'postgres', 5432)}/postgres"


@pytest.fixture(scope="session")
def rabbitmq_url(docker_services: Services) -> str:
    """A fresh RabbitMQ node, as the administrator of its one virtual host."""
    return f"amqp://{USER}:{PASSWORD}@{_address(docker_services, 'rabbitmq', 5672)}/{USER}"


@pytest.fixture(scope="session")
def rabbitmq_admin_url(docker_services: Services, rabbitmq_url: str) -> str:
    """The management API of that node, as its administrator."""
    assert rabbitmq_url  # asking for it is what starts the node
    return f"http://{USER}:{PASSWORD}@{_address(docker_services, 'rabbitmq', 15672)}/{USER}"


@pytest.fixture(scope="session")
def s3_url(docker_services: Services) -> str:
    """A fresh S3 server that keeps versions and object locks."""
    return f"http://{USER}:{PASSWORD}@{_address(docker_services, 'minio', 9000)}"


@pytest.fixture(scope="session")
def clamd_address(docker_services: Services) -> str:
    """A clamd that knows at least the makers' harmless test file."""
    address = _address(docker_services, "clamav", 3310)
    port = int(address.rpartition(":")[2])
    docker_services.wait_until_responsive(lambda: answers(port, b"zPING\x00", b"PONG\x00"), START_WITHIN, 0.2)
    return address


@pytest.fixture(scope="session")
def service_env(postgres_admin_url: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Settings of all services on freshly migrated databases, with the bus in the database.

    For RabbitMQ, S3 or clamd a test adds the address to a copy: `service_env | {"PPID_BROKER_URL": rabbitmq_url}`.
    """
    from chassis.settings import SERVICES  # late: unit tests need none of this
    from ppid import keys
    from ppid.migrate import migrate_all

    folder = tmp_path_factory.mktemp("keys")
    keys.make(folder)
    server = postgres_admin_url.rpartition("@")[2].partition("/")[0]
    env = {
        "PPID_ENV": "compose",
        "PPID_BASE_DOMAIN": "localhost",
        "PPID_EDGE_URL": "http://localhost:8080",
        "PPID_ADMIN_DATABASE_URL": postgres_admin_url,
        "PPID_BROKER_URL": f"postgresql://ppid_bus:{PASSWORD}@{server}/ppid_bus",
        "PPID_MASTER_KEY": base64.b64encode(os.urandom(32)).decode(),
        "PPID_TRUSTED_KEYS_FILE": str(folder / keys.TRUSTED),
    }
    for service in SERVICES:
        env[f"PPID_{service.upper()}_KEY_FILE"] = str(folder / f"{service}.jwk")
        for kind, role in (("", "app"), ("SYSTEM_", "system"), ("OWNER_", "owner")):
            login = f"ppid_{service}_{role}:{PASSWORD}"
            env[f"PPID_{service.upper()}_{kind}DATABASE_URL"] = f"postgresql://{login}@{server}/ppid_{service}"
    migrate_all(env, with_bootstrap=True)
    return env


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what the tests ran against and what this machine could not run."""
    choice = config.stash.get(CHOICE, None)
    if choice:
        parts = config.stash[USED]
        terminalreporter.write_line(f"real parts: {choice.name} stack ({choice.reason}): {' '.join(parts)}")
    if whole := config.stash.get(WHOLE, ""):
        terminalreporter.write_line(f"whole platform: {whole}")
    skipped = Counter(str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", []))
    for reason, count in skipped.most_common():
        terminalreporter.write_line(f"not run: {count} x {reason.removeprefix('Skipped: ')}")


def _address(services: Services, part: str, private_port: int) -> str:
    """Where a part's private port is reached; the test is skipped when this machine cannot run the part."""
    try:
        return f"127.0.0.1:{services.port_for(part, private_port)}"
    except Exception as fault:  # pytest-docker raises nothing narrower
        if REFUSED not in str(fault):
            raise
        reason = str(fault).partition(REFUSED)[2].strip().rstrip('".')
        if os.environ.get("PPID_TEST_COMPLETE"):
            pytest.fail(f"{part}: {reason}")
        pytest.skip(f"{part}: {reason}")
