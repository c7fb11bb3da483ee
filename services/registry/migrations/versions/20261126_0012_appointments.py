"""Who holds the roles of the law, on which decree and from when to when."""

from alembic import op

from chassis import tables

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.execute(
        """
        create table appointment (
            tenant text not null,
            id uuid not null,
            role text not null,
            capacity text not null,
            name text not null,
            position text not null,
            holder text,
            decree_number text not null,
            decree_on date not null,
            since date not null,
            until date,
            ended_because text,
            recorded_at timestamptz not null,
            recorded_by text not null,
            version integer not null,
            primary key (tenant, id)
        )
        """
    )
    tables.protect("registry", "appointment", "select, insert, update (until, ended_because, version)")
