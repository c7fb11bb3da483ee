"""Settings: everything wrong is said at once, and a service's own variable wins."""

import base64

import pytest

from chassis.settings import BadSettings, Stage, load

COMPLETE = {
    "PPID_ENV": "embedded",
    "PPID_BASE_DOMAIN": "localhost",
    "PPID_EDGE_URL": "http://localhost:8080",
    "PPID_DATABASE_URL": "postgresql://app@db/all",
    "PPID_INTAKE_DATABASE_URL": "postgresql://app@db/intake",
    "PPID_SYSTEM_DATABASE_URL": "postgresql://system@db/intake",
    "PPID_BROKER_URL": "amqp://broker",
    "PPID_MASTER_KEY": base64.b64encode(b"k" * 32).decode(),
    "PPID_KEY_FILE": "intake.jwk",
    "PPID_TRUSTED_KEYS_FILE": "trusted.jwks",
}


def test_a_services_own_variable_wins() -> None:
    settings = load("intake", COMPLETE)
    assert settings.database_url == "postgresql+psycopg://app@db/intake"
    assert load("registry", COMPLETE).database_url == "postgresql+psycopg://app@db/all"
    assert settings.stage is Stage.EMBEDDED


def test_what_settings_show_of_themselves_holds_no_secret() -> None:
    shown = repr(load("intake", COMPLETE))
    assert "intake.jwk" in shown
    assert "postgresql" not in shown
    assert "kkkk" not in shown


def test_every_fault_is_named_at_once() -> None:
    broken = COMPLETE | {"PPID_ENV": "laptop", "PPID_MASTER_KEY": "short", "PPID_THREADS": "many"}
    del broken["PPID_EDGE_URL"]
    with pytest.raises(BadSettings) as faults:
        load("intake", broken)
    for name in ("PPID_ENV", "PPID_MASTER_KEY", "PPID_THREADS", "PPID_EDGE_URL"):
        assert name in str(faults.value)


@pytest.mark.parametrize(
    ("edge", "link"),
    [
        ("http://localhost:8080", "http://depokkotappid.localhost:8080"),
        ("https://kpu.go.id", "https://depokkotappid.localhost"),
    ],
)
def test_links_to_an_office_use_the_scheme_and_port_of_the_edge(edge: str, link: str) -> None:
    assert load("intake", COMPLETE | {"PPID_EDGE_URL": edge}).office_url("depokkotappid") == link
