"""Files in which something was found, or said anew, once they could be given. Pure."""

from enum import StrEnum


class Late(StrEnum):
    """Whom it concerns: an applicant who was promised the file and cannot have it, one who has it, or nobody yet.

    In the order in which an office looks at them.
    """

    AWAITED = "awaited"
    GIVEN = "given"
    SUSPENDED = "suspended"
