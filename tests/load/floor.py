"""The floor to measure against: a bare Flask endpoint that writes the same four rows in one transaction and no more.

No validation, no sealing, no law, no row-level security, no idempotency: office setting, request, outbox and audit row.
"""

import os
import uuid
from typing import Any

import psycopg
from flask import Flask, request
from psycopg_pool import ConnectionPool

TABLES = """
create table floor_request (tenant text, id uuid primary key, body text);
create table floor_outbox (tenant text, id uuid primary key, body text, published_at timestamptz);
create table floor_audit (tenant text, id uuid primary key, act text);
"""


def create_app() -> Flask:
    """The bare app; FLOOR_DATABASE names its database."""
    app = Flask(__name__)
    pool = ConnectionPool[psycopg.Connection[Any]](os.environ["FLOOR_DATABASE"], min_size=8, max_size=8, open=True)

    @app.post("/")
    def submit() -> tuple[dict[str, str], int]:
        body, identity = request.get_data(as_text=True), uuid.uuid4()
        with pool.connection() as connection:
            connection.execute("select set_config('ppid.tenant', '32.76', true)")
            connection.execute("insert into floor_request values ('32.76', %s, %s)", (identity, body))
            connection.execute("insert into floor_outbox values ('32.76', %s, %s)", (identity, body))
            connection.execute("insert into floor_audit values ('32.76', %s, 'submitted')", (identity,))
        return {"id": str(identity)}, 201

    return app
