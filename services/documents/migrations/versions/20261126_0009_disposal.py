"""Files whose schedule has run out are proposed, approved by a second person, destroyed, and certified."""

from alembic import op

from chassis import tables

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.execute(
        """
        create table disposal (
            tenant text not null,
            id uuid not null,
            stage text not null check (stage in ('proposed', 'approved', 'rejected', 'done')),
            proposed_by text not null,
            proposer text not null,
            proposed_at timestamptz not null,
            decided_by text check (decided_by <> proposed_by),
            decider text,
            decided_at timestamptz,
            done_at timestamptz,
            certificate_sha256 text,
            certificate_size integer,
            primary key (tenant, id),
            check (stage in ('proposed', 'rejected') or (decided_by, decider, decided_at) is not null),
            check (stage <> 'done' or (done_at, certificate_sha256, certificate_size) is not null)
        )
        """
    )
    op.execute("create index disposal_certificate on disposal (tenant, certificate_sha256)")
    tables.protect("documents", "disposal")
    op.execute(
        """
        create table disposal_file (
            tenant text not null,
            disposal_id uuid not null,
            document_id uuid not null,
            ended_on date not null,
            kept_until date not null,
            outcome text check (outcome in ('destroyed', 'kept')),
            settled_at timestamptz,
            primary key (tenant, disposal_id, document_id),
            foreign key (tenant, disposal_id) references disposal (tenant, id),
            foreign key (tenant, document_id) references document (tenant, id)
        )
        """
    )
    op.execute("create index disposal_of_document on disposal_file (tenant, document_id)")
    tables.protect("documents", "disposal_file")
