"""The real parts for tests that ask for them. A test that asks for none starts none."""

import base64
import gc
import os
import shutil
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from secrets import token_hex
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_docker.plugin import Services

from ppid.embedded import sessions
from tests import days, running, stack
from tests.localcompose.part import PASSWORD, REFUSED, USER, answers
from tests.shares import share, turn

if TYPE_CHECKING:  # a single runner does without it
    from xdist.remote import Producer
    from xdist.scheduler import LoadScopeScheduling
    from xdist.workermanage import WorkerController

# How long an example takes tells how busy the machine is, nothing of what is to be proven.
settings.register_profile("ppid", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ppid")
days.go_there()

USED = pytest.StashKey[dict[str, list[str]]]()  # what the tests ran against, by kind
START_WITHIN = 120.0  # seconds
EXPECTED_WITHIN = 30_000.0  # milliseconds until a page shows what it should, as long as Playwright waits to click
FLAGS = [
    "--no-sandbox",  # the tests may run as root, where Chromium's own sandbox does not start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def docker_compose_command() -> str:
    return stack.choose().command


@pytest.fixture(scope="session")
def docker_compose_file() -> list[str]:
    return stack.files_of_parts()


@pytest.fixture(scope="session")
def docker_services(
    docker_compose_command: str, docker_compose_file: list[str], pytestconfig: pytest.Config
) -> Iterator[Services]:
    """A project of this process's own; each part of it starts when a test first asks for it."""
    # The number alone may be that of a run that was killed, whose data would be taken up again.
    name = f"{stack.PROJECT}-{token_hex(3)}-{os.getpid()}"
    with running.services(docker_compose_command, docker_compose_file, name, []) as project:
        yield project
        for ended, words in running.ended(project):
            _note(pytestconfig, f"ENDED BY ITSELF, so tests failed that needed it: {ended}", words)


@pytest.fixture(scope="session")
def part(docker_services: Services, pytestconfig: pytest.Config) -> Callable[[str, int], str]:
    """Start a part and say where its private port is reached; where this machine cannot run it, the test is skipped."""
    choice = stack.choose()

    def address(name: str, private_port: int) -> str:
        _note(pytestconfig, f"real parts: {choice.name} stack ({choice.reason})", name)
        running.start(docker_services, name)
        return _address(docker_services, name, private_port)

    return address


@pytest.fixture(scope="session")
def platform(pytestconfig: pytest.Config) -> Iterator[running.Platform]:
    """A whole platform of this session's own: embedded, or on PPID_TEST_STACK=compose in containers."""
    whole = running.composed if os.environ.get("PPID_TEST_STACK") == "compose" else running.embedded
    _note(pytestconfig, "whole platform", whole.__name__)
    with whole() as platform:
        yield platform


@pytest.fixture(scope="session")
def platform_url(platform: running.Platform) -> str:
    """The edge of that platform."""
    return platform.url


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium, headless; `*.localhost` leads it to this machine without any name server."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        if os.environ.get("PPID_TEST_COMPLETE"):
            pytest.fail("no Chromium on this machine")
        pytest.skip("no Chromium on this machine")
    expect.set_options(timeout=EXPECTED_WITHIN)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def postgres_admin_url(part: Callable[[str, int], str]) -> str:
    """A fresh PostgreSQL server, as its superuser."""
    return f"postgresql://postgres:{PASSWORD}@{part('postgres', 5432)}/postgres"


@pytest.fixture(scope="session")
def rabbitmq_url(part: Callable[[str, int], str]) -> str:
    """A fresh RabbitMQ node, as the administrator of its one virtual host."""
    return f"amqp://{USER}:{PASSWORD}@{part('rabbitmq', 5672)}/{USER}"


@pytest.fixture(scope="session")
def rabbitmq_admin_url(part: Callable[[str, int], str]) -> str:
    """The management API of that node, as its administrator."""
    return f"http://{USER}:{PASSWORD}@{part('rabbitmq', 15672)}/{USER}"


@pytest.fixture(scope="session")
def s3_url(part: Callable[[str, int], str]) -> str:
    """A fresh S3 server that keeps versions and object locks."""
    return f"http://{USER}:{PASSWORD}@{part('minio', 9000)}"


@pytest.fixture(scope="session")
def s3_account_url(s3_url: str) -> str:
    """That server as the documents service enters it: as a user of its own where containers have one."""
    apart = stack.choose().name == "compose" and stack.stands_in()
    return s3_url.replace(f"{USER}:", "documents:") if apart else s3_url


@pytest.fixture(scope="session")
def s3_role() -> str:
    """What is assumed there for one office at a time; empty where the account is MinIO's root, which may not."""
    return sessions.ROLE if stack.choose().name == "local" or stack.stands_in() else ""


@pytest.fixture(scope="session")
def clamd_address(docker_services: Services, part: Callable[[str, int], str]) -> str:
    """A clamd that knows at least the makers' harmless test file."""
    address = part("clamav", 3310)
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


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is imported and collected stays to the end: to look for garbage among it took a tenth of the processor."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, so that no runner ends with one while the other has nothing left to do."""
    items.sort(key=lambda item: turn(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: "Producer") -> "LoadScopeScheduling":
    """What runners beside each other take (`pytest -n 3`)."""
    from xdist.scheduler import LoadScopeScheduling

    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = share  # type: ignore[method-assign]  # as xdist's own kinds do it
    return scheduler


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A runner tells the process that prints."""
    if (told := getattr(session.config, "workeroutput", None)) is not None:
        told["used"] = session.config.stash.get(USED, {})


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: "WorkerController") -> None:
    """What a runner told."""
    for kind, names in getattr(node, "workeroutput", {}).get("used", {}).items():
        for name in names:
            _note(node.config, kind, name)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> Generator[None, object, object]:
    """Say below all else what the tests ran against, what this machine could not run, and which part did not last."""
    said = yield
    for kind, names in config.stash.get(USED, {}).items():
        terminalreporter.write_line(f"{kind}: {' '.join(names)}")
    skipped = Counter(str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", []))
    for reason, count in skipped.most_common():
        terminalreporter.write_line(f"not run: {count} x {reason.removeprefix('Skipped: ')}")
    return said


def _note(config: pytest.Config, kind: str, name: str) -> None:
    names = config.stash.setdefault(USED, {}).setdefault(kind, [])
    if name not in names:
        names.append(name)


def _address(services: Services, part: str, private_port: int) -> str:
    try:
        return f"127.0.0.1:{services.port_for(part, private_port)}"
    except Exception as fault:  # pytest-docker raises nothing narrower
        if REFUSED not in str(fault):
            raise
        reason = str(fault).partition(REFUSED)[2].strip().rstrip('".')
        if os.environ.get("PPID_TEST_COMPLETE"):
            pytest.fail(f"{part}: {reason}")
        pytest.skip(f"{part}: {reason}")
