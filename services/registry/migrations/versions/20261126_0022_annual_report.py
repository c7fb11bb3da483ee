"""Annual reports, and which offices below have delivered theirs."""

from alembic import op

from chassis import tables

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.execute(
        """
        create table annual_report (
            tenant text not null,
            id uuid not null,
            year integer not null,
            words jsonb not null,
            figures jsonb,
            letter_number text,
            issued_at timestamptz,
            signer text,
            capacity text,
            signing_decree text,
            signed_by text,
            item uuid,
            handed_on date,
            handed_reference text,
            version integer not null,
            primary key (tenant, id),
            unique (tenant, year),
            foreign key (tenant, item) references dip_item (tenant, id)
        )
        """
    )
    tables.protect("registry", "annual_report")
    op.execute(
        """
        create table delivered_report (
            tenant text not null,
            id uuid not null,
            office text not null,
            year integer not null,
            number text not null,
            issued_on date not null,
            primary key (tenant, id)
        )
        """
    )
    op.execute("create index delivered_report_year on delivered_report (tenant, year, office)")
    tables.protect("registry", "delivered_report", "select, insert")
