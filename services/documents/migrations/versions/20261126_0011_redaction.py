"""Documents are blackened: lists of boxes that are never changed, and copies that a second person approves."""

from alembic import op

from chassis import tables

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.execute(
        """
        create table redaction (
            tenant text not null,
            id uuid not null,
            document_id uuid not null,
            stage text not null check (stage in ('draft', 'proposed', 'approved')),
            version integer not null,
            boxes_version integer not null,
            pages jsonb not null,
            started_by text not null,
            started_at timestamptz not null,
            proposed_by text,
            proposer text,
            proposed_at timestamptz,
            file_name text,
            decided_by text,
            decider text,
            decided_at timestamptz,
            words text,
            copy_id uuid,
            fault text,
            primary key (tenant, id),
            foreign key (tenant, document_id) references document (tenant, id),
            check (stage = 'draft' or (proposed_by, proposer, proposed_at, file_name) is not null),
            check (stage <> 'approved' or (decided_by, decider, decided_at, copy_id) is not null),
            check (stage <> 'approved' or decided_by <> proposed_by)
        )
        """
    )
    op.execute("create unique index redaction_open on redaction (tenant, document_id) where stage <> 'approved'")
    op.execute("create index redaction_of_document on redaction (tenant, document_id)")
    tables.protect("documents", "redaction")
    op.execute(
        """
        create table redaction_boxes (
            tenant text not null,
            redaction_id uuid not null,
            version integer not null,
            boxes jsonb not null,
            saved_by text not null,
            saved_at timestamptz not null,
            primary key (tenant, redaction_id, version),
            foreign key (tenant, redaction_id) references redaction (tenant, id)
        )
        """
    )
    tables.protect("documents", "redaction_boxes", "select, insert")
    op.execute(
        """
        create table redacted_copy (
            tenant text not null,
            document_id uuid not null,
            redaction_id uuid not null,
            boxes_version integer not null,
            readable boolean not null,
            made_at timestamptz not null,
            approved_sha256 text,
            approved_at timestamptz,
            primary key (tenant, document_id),
            foreign key (tenant, document_id) references document (tenant, id),
            foreign key (tenant, redaction_id, boxes_version)
                references redaction_boxes (tenant, redaction_id, version),
            check ((approved_sha256 is null) = (approved_at is null))
        )
        """
    )
    tables.protect("documents", "redacted_copy", "select, insert, update (approved_sha256, approved_at)")
