"""The register: cases, the files held for them, written notices."""

from alembic import op

from chassis import tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    tables.create("registry")
    op.execute(
        """
        create table case_file (
            tenant text not null,
            id uuid not null,
            number text not null,
            channel text not null,
            applicant_kind text not null,
            category text not null,
            received_at timestamptz not null,
            regime text not null,
            regime_reason text not null,
            stage text not null,
            due_on date not null,
            extended_due_on date not null,
            version integer not null,
            primary key (tenant, id),
            unique (tenant, number)
        )
        """
    )
    op.execute("create index case_file_queue on case_file (tenant, stage, due_on, id)")
    op.execute("create index case_file_newest on case_file (tenant, received_at desc, id)")
    tables.protect("registry", "case_file")
    op.execute(
        """
        create table case_document (
            tenant text not null,
            id uuid not null,
            case_id uuid not null,
            purpose text not null,
            media_type text not null,
            sha256 text not null,
            size bigint not null,
            primary key (tenant, id)
        )
        """
    )
    op.execute("create index case_document_case on case_document (tenant, case_id)")
    tables.protect("registry", "case_document", "select, insert")
    op.execute(
        """
        create table written_notice (
            tenant text not null,
            id uuid not null,
            outcome text not null,
            statement text not null,
            exemption text,
            basis text,
            consequence text,
            documents uuid[] not null,
            decided_at timestamptz not null,
            decided_by text not null,
            objection_until date not null,
            primary key (tenant, id),
            foreign key (tenant, id) references case_file (tenant, id)
        )
        """
    )
    tables.protect("registry", "written_notice", "select, insert")
