"""The directory says where an office is reached."""

from chassis import tables

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    tables.profile_offices()
