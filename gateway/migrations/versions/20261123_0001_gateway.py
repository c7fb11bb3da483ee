"""The gateway: directory with its search words, staff, sessions, throttle, drafts, API clients."""

from alembic import op

from chassis import tables

revision = "0001"
down_revision = None

_TABLES = {
    "staff": (
        """
        create table staff (
            tenant text not null references office (code),
            id uuid not null,
            username text not null check (username = lower(username)),
            name text not null,
            password_hash text not null,
            roles text[] not null,
            demo boolean not null,
            active boolean not null,
            primary key (tenant, id),
            unique (tenant, username)
        )
        """,
        "select, insert, update",
    ),
    "staff_session": (
        """
        create table staff_session (
            tenant text not null,
            token_hash bytea not null,
            staff_id uuid not null,
            created_at timestamptz not null,
            seen_at timestamptz not null,
            primary key (tenant, token_hash),
            foreign key (tenant, staff_id) references staff (tenant, id)
        )
        """,
        "select, insert, update, delete",
    ),
    # `key` is a keyed hash of a user name or of an address: the table names nobody.
    "sign_in_attempt": (
        """
        create table sign_in_attempt (
            tenant text not null,
            key bytea not null,
            tries integer not null,
            last_at timestamptz not null,
            primary key (tenant, key)
        )
        """,
        "select, insert, update, delete",
    ),
    "draft": (
        """
        create table draft (
            tenant text not null,
            id bytea not null,
            content bytea not null,
            key text not null,
            sent boolean not null,
            expires_at timestamptz not null,
            primary key (tenant, id)
        )
        """,
        "select, insert, update, delete",
    ),
    "api_client": (
        """
        create table api_client (
            tenant text not null references office (code),
            id text not null,
            name text not null,
            secret_hash bytea not null,
            roles text[] not null,
            demo boolean not null,
            active boolean not null,
            primary key (tenant, id)
        )
        """,
        "select, insert, update",
    ),
}


def upgrade() -> None:
    tables.create("gateway")
    op.execute("alter table office add region_name text not null, add aliases text[] not null")
    for table, (statement, rights) in _TABLES.items():
        op.execute(statement)
        tables.protect("gateway", table, rights)
    op.execute("create index draft_expiry on draft (tenant, expires_at)")
    op.execute("create index staff_session_age on staff_session (tenant, created_at)")
