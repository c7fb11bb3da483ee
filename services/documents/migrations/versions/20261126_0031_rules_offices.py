"""Which offices have files that were read by older rules, so that only these are visited."""

from alembic import op

from chassis import operational_tables

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    operational_tables.admit_machinery(op, "documents", "clearance", "select (tenant, rules)")
