"""The directory says where an office is reached."""

from chassis import tables

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    tables.profile_offices()
