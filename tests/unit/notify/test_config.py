"""What notify accepts as the address of a mail server."""

import pytest

from chassis.settings import BadSettings, load
from services.notify.config import Config
from tests.table import table
from tests.unit.chassis.test_settings import COMPLETE


def config(url: str) -> Config:
    return Config.of(
        load(
            "notify",
            COMPLETE | {"PPID_SMTP_URL": url, "PPID_INTAKE_URL": "http://intake", "PPID_GATEWAY_URL": "http://g"},
        )
    )


@table(
    ("url", "port"),
    [("smtp://surat", 25), ("smtp+starttls://surat", 587), ("smtps://surat", 465), ("smtp://a:2525", 2525)],
)
def test_a_scheme_has_its_usual_port(url: str, port: int) -> None:
    assert config(url).smtp_port == port


def test_user_and_password_may_hold_any_character() -> None:
    assert config("smtps://ppid%40kpu:a%2Fb%3A@surat").smtp_login == ("ppid@kpu", "a/b:")


def test_a_password_never_travels_in_the_clear_nor_into_a_log() -> None:
    with pytest.raises(BadSettings, match="starttls"):
        config("smtp://ppid:rahasia@surat")
    assert config("smtp://ppid:rahasia@127.0.0.1").smtp_login  # which nobody else hears
    assert "rahasia" not in repr(config("smtps://ppid:rahasia@surat"))


@table("url", ["", "http://surat", "smtp://"])
def test_what_is_no_mail_server_is_refused(url: str) -> None:
    with pytest.raises(BadSettings, match="PPID_SMTP_URL"):
        config(url)
