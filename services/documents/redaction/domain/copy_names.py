"""What copies are called. Pure."""

from chassis.errors import Fault, Invalid
from services.documents.files.domain import formats

MARK = " (dihitamkan)"


def check_file_name(typed: str, extension: str) -> str:
    """What somebody calls the copy, as it will be shown.

    Raises:
        Invalid: no file can be called so.
    """
    try:
        return formats.checked_name(f"{typed.removesuffix(f'.{extension}')}.{extension}")
    except Invalid as bad:
        raise Invalid(faults=[Fault("/file_name", fault.detail) for fault in bad.faults]) from bad


def release_name(original: str, extension: str) -> str:
    """What the copy of a file is called that is given."""
    return f"{original.rpartition('.')[0][: formats.LONGEST_NAME - len(extension) - 1]}.{extension}"


def copy_name(original: str, extension: str) -> str:
    """What a copy is called after its original."""
    stem = original.rpartition(".")[0]
    return f"{stem[: formats.LONGEST_NAME - len(MARK) - len(extension) - 1]}{MARK}.{extension}"
