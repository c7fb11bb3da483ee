"""The floor to measure against: a bare Flask endpoint that writes the same four rows in one transaction and no more.

No validation, no sealing, no law, no row-level security, no idempotency: office setting, request, outbox and audit row.
"""

import os
import threading
import uuid
from typing import Any

import psycopg
from flask import Flask, request

TABLES = """
create table floor_request (tenant text, id uuid primary key, body text);
create table floor_outbox (tenant text, id uuid primary key, body text, published_at timestamptz);
create table floor_audit (tenant text, id uuid primary key, act text);
"""


def create_app() -> Flask:
    """The bare app; FLOOR_DATABASE names its database."""
    app = Flask(__name__)
    kept = threading.local()  # a connection a thread: the cheapest pool there is

    def connection() -> psycopg.Connection[Any]:
        if not hasattr(kept, "connection"):
            kept.connection = psycopg.connect(os.environ["FLOOR_DATABASE"])
        return kept.connection  # type: ignore[no-any-return]

    @app.post("/v1/requests")
    def submit() -> tuple[dict[str, str], int]:
        body, identity = request.get_data(as_text=True), uuid.uuid4()
        database = connection()
        with database.transaction():
            database.execute("select set_config('ppid.tenant', '32.76', true)")
            database.execute("insert into floor_request values ('32.76', %s, %s)", (identity, body))
            database.execute("insert into floor_outbox values ('32.76', %s, %s)", (identity, body))
            database.execute("insert into floor_audit values ('32.76', %s, 'submitted')", (identity,))
        return {"id": str(identity)}, 201

    return app
