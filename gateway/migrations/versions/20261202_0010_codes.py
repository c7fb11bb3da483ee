"""A second proof at sign-in: codes from a phone, and recovery codes."""

from alembic import op

from chassis import tables

revision = "0010"
down_revision = "0009"

_TABLES = {
    "staff_phone": """
    create table staff_phone (
        tenant text not null,
        staff_id uuid not null,
        secret bytea not null,
        last_counter bigint not null default 0,
        confirmed boolean not null default false,
        primary key (tenant, staff_id),
        foreign key (tenant, staff_id) references staff (tenant, id)
    )
    """,
    "recovery_code": """
    create table recovery_code (
        tenant text not null,
        staff_id uuid not null,
        code_hash bytea not null,
        primary key (tenant, staff_id, code_hash),
        foreign key (tenant, staff_id) references staff (tenant, id)
    )
    """,
}


def upgrade() -> None:
    for table, statement in _TABLES.items():
        op.execute(statement)
        tables.protect("gateway", table, "select, insert, update, delete")
