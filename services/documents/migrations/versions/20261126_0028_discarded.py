"""A proposal that went back can be given up."""

from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.execute(
        """
        alter table redaction
            drop constraint redaction_stage_check,
            drop constraint redaction_check,
            add check (stage in ('draft', 'proposed', 'approved', 'discarded')),
            add check (stage in ('draft', 'discarded') or (proposed_by, proposer, proposed_at, file_name) is not null),
            add check (stage <> 'discarded' or (decided_by, decider, decided_at) is not null)
        """
    )
    op.execute("drop index redaction_open")
    op.execute(
        "create unique index redaction_open on redaction (tenant, document_id) where stage in ('draft', 'proposed')"
    )
