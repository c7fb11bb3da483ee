"""What must be published at once may be published before its decree."""

from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.execute("alter table dip_version alter column decree_number drop not null, alter column decree_on drop not null")
    op.execute("alter table dip_version add check ((decree_number is null) = (decree_on is null))")
    op.execute("grant update (decree_number, decree_on) on dip_version to ppid_registry_app")
