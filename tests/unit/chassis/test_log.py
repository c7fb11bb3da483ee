"""Logs never hold what identifies a person."""

import logging
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from time import process_time
from typing import Any, cast

import psycopg
import pytest
import structlog
from sqlalchemy.exc import StatementError

from chassis import log
from chassis.client import Client
from chassis.context import Context, use
from chassis.db import Database
from chassis.log import Discreet, mask
from tests.table import table


@table("secret", ["3276995403989001", "pemohon01@example.com", "+6281000000001"])
def test_identity_numbers_addresses_and_phones_are_blotted_out_wherever_they_stand(secret: str) -> None:
    entry = {"event": "said", "error": f"nilai {secret} salah", "nested": {"list": [f"({secret})"]}, "n": 7}
    assert secret not in str(mask(None, "info", entry))
    assert mask(None, "info", entry)["n"] == 7


def test_an_address_that_begins_like_a_number_is_blotted_out_whole() -> None:
    said = mask(None, "info", {"event": "x", "why": "+62811.3276995403989001.budi@contoh.id"})
    assert "budi" not in str(said)


def test_a_long_word_from_a_stranger_is_looked_through_in_the_time_of_its_length() -> None:
    before = process_time()
    mask(None, "info", {"event": "x", "why": "a" * 1_000_000})
    assert process_time() - before < 2


@pytest.fixture
def configured(capsys: pytest.CaptureFixture[str]) -> Iterator[pytest.CaptureFixture[str]]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    log.configure("intake", "web")
    yield capsys
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def test_a_traceback_in_the_log_shows_no_local_variables(configured: pytest.CaptureFixture[str]) -> None:
    secret = "rahasia-" + "x" * 8
    try:
        raise RuntimeError(len(secret))
    except RuntimeError:
        log.get_logger().exception("unhandled")
    said = configured.readouterr().err
    assert "RuntimeError" in said
    assert secret not in said


@table("cause", [psycopg.DataError("Siti menulis ini"), StatementError("Siti", "insert", {}, None)])
def test_what_the_database_says_of_a_row_does_not_reach_the_log(cause: Exception) -> None:
    try:
        try:
            raise cause
        except Exception as first:
            raise RuntimeError("gagal") from first
    except RuntimeError:
        told = Discreet(show_locals=False)(sys.exc_info())
    assert [(part["exc_type"], part["exc_value"]) for part in told] == [
        ("RuntimeError", "gagal"),
        (type(cause).__name__, "[disamarkan]"),
    ]


def test_an_error_of_the_database_does_not_quote_its_parameters() -> None:
    assert Database("postgresql+psycopg://x@localhost/x", pool_size=1, name="x").engine.hide_parameters


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """The test reads what the caller writes."""


def test_an_address_that_is_called_does_not_reach_the_log(configured: pytest.CaptureFixture[str]) -> None:
    server = HTTPServer(("127.0.0.1", 0), _Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    with use(Context("32.76")):
        client = Client("intake", f"http://127.0.0.1:{server.server_port}", cast(Any, None))
        client.call("GET", "/v1/tracking/rahasia", host="depokkotappid.localhost")
    server.shutdown()
    server.server_close()
    assert "rahasia" not in configured.readouterr().err
