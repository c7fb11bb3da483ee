"""Settings: everything wrong is said at once, and a service's own variable wins."""

import base64

import pytest

from chassis.settings import BadSettings, Stage, load
from tests.table import table

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
PRODUCTION = COMPLETE | {
    "PPID_ENV": "production",
    "PPID_EDGE_URL": "https://eppid.kpu.go.id",
    "PPID_INTAKE_DATABASE_URL": "postgresql://app:lain@db/intake?sslmode=require",
    "PPID_DATABASE_URL": "postgresql://app:lain@db/all?sslmode=require",
    "PPID_SYSTEM_DATABASE_URL": "postgresql://system:lain@db/intake?sslmode=verify-full",
    "PPID_BROKER_URL": "amqps://intake:lain@broker/ppid",
    "PPID_MASTER_KEY": base64.b64encode(bytes(range(32))).decode(),
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


@table(
    ("edge", "link"),
    [
        ("http://localhost:8080", "http://depokkotappid.localhost:8080"),
        ("https://kpu.go.id", "https://depokkotappid.localhost"),
    ],
)
def test_links_to_an_office_use_the_scheme_and_port_of_the_edge(edge: str, link: str) -> None:
    assert load("intake", COMPLETE | {"PPID_EDGE_URL": edge}).office_url("depokkotappid") == link


@table(
    ("trial", "sentence"),
    [
        ({"PPID_EDGE_URL": "http://eppid.kpu.go.id"}, "PPID_EDGE_URL must begin with https://"),
        ({"PPID_MASTER_KEY": COMPLETE["PPID_MASTER_KEY"]}, "PPID_MASTER_KEY repeats its bytes"),
        ({"PPID_BROKER_URL": "amqps://intake:ppid-lokal@broker/ppid"}, "PPID_BROKER_URL carries the password"),
        ({"PPID_S3_URL": "https://documents:ppid-lokal@s3"}, "PPID_S3_URL carries the password"),
        ({"PPID_SYSTEM_DATABASE_URL": "postgresql://a:b@db/intake"}, "connection to database is not encrypted"),
        ({"PPID_BROKER_URL": "amqp://intake:lain@broker/ppid"}, "connection to broker is not encrypted"),
        ({"PPID_S3_URL": "http://documents:lain@s3"}, "connection to storage is not encrypted"),
        ({"PPID_SMTP_URL": "smtp://mail:25"}, "connection to mail is not encrypted"),
        ({"PPID_CLAMD_ADDRESS": "clamd:3310"}, "connection to scanner is not encrypted"),
        ({"PPID_REGISTRY_URL": "http://registry:8000"}, "connection to services is not encrypted"),
    ],
)
def test_production_starts_with_nothing_that_only_a_trial_may_have(trial: dict[str, str], sentence: str) -> None:
    assert load("intake", PRODUCTION).stage is Stage.PRODUCTION
    with pytest.raises(BadSettings) as fault:
        load("intake", PRODUCTION | trial)
    assert sentence in str(fault.value)
    assert ";" not in str(fault.value), "one sentence for one fault"


def test_production_connects_plainly_to_what_is_named_as_accepted_only() -> None:
    plain = {"PPID_BROKER_URL": "amqp://intake:lain@broker/ppid", "PPID_CLAMD_ADDRESS": "clamd:3310"}
    assert load("intake", PRODUCTION | plain | {"PPID_PLAIN_ACCEPTED": "broker,scanner"})
    with pytest.raises(BadSettings, match="connection to scanner"):
        load("intake", PRODUCTION | plain | {"PPID_PLAIN_ACCEPTED": "broker"})
