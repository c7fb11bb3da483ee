"""The directory says where an office is reached."""

from chassis import tables

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    tables.profile_offices()
