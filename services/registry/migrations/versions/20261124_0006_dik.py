"""Exempt information: proposals, consequence tests, and the national list."""

from alembic import op

from chassis import tables

revision = "0006"
down_revision = "0005"

_SHEET = """
    information text not null,
    exemption text not null,
    basis text not null,
    harm_if_opened text not null,
    harm_if_closed text not null,
    ends_on date,
    until text
"""


def upgrade() -> None:
    op.execute(
        f"""
        create table exemption_proposal (
            tenant text not null,
            id uuid not null,
            {_SHEET},
            occasion text not null,
            tester text not null,
            state text not null,
            answer text,
            changed_at timestamptz not null,
            version integer not null,
            primary key (tenant, id)
        )
        """
    )
    op.execute("create index exemption_proposal_newest on exemption_proposal (tenant, changed_at desc, id)")
    tables.protect("registry", "exemption_proposal")
    op.execute(
        f"""
        create table consequence_test (
            tenant text not null,
            id uuid not null,
            proposer text not null,
            {_SHEET},
            occasion text not null,
            state text not null,
            considerations text,
            decree_number text,
            decree_on date,
            ended_on date,
            ended_because text,
            warned_on date,
            received_at timestamptz not null,
            told integer not null,
            version integer not null,
            primary key (tenant, id)
        )
        """
    )
    op.execute("create index consequence_test_state on consequence_test (tenant, state, received_at, id)")
    tables.protect("registry", "consequence_test")
    # The exempt list binds every office and everybody may know it, like the office directory (ADR 9).
    op.execute(
        f"""
        create table exempt_entry (
            id uuid primary key,
            decided_by text not null,
            proposer text not null,
            {_SHEET},
            state text not null,
            decree_number text not null,
            decree_on date not null,
            ended_on date,
            ended_because text,
            version integer not null
        )
        """
    )
    op.execute("create index exempt_entry_newest on exempt_entry (decree_on desc, id)")
    op.execute("create index exempt_entry_ending on exempt_entry (ends_on) where state = 'in_force'")
    op.execute("grant select, insert, update on exempt_entry to ppid_registry_app")
