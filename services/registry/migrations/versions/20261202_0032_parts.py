"""A partial grant says of each part that is not given why: a notice keeps those that no exemption closes."""

from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.execute(
        """
        alter table written_notice
            add column not_held text,
            add column not_documented text,
            add column not_in_form text
        """
    )
