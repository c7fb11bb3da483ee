"""The directory says where an office is reached."""

from chassis import tables

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    tables.profile_offices()
