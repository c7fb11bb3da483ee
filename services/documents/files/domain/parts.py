"""Files and papers that come in parts: how large each part is, and when all of them are there. Pure.

Every part but the last has the same size, in bytes: `files.PART` or `papers.PART`. Parts are counted from 1.
"""

from collections.abc import Iterable

from chassis.errors import Conflict, Fault, Invalid, NotFound


class PartsMissing(Conflict):
    """Not all parts are there yet: ask which ones, and send the others."""

    code = "parts-missing"


class UploadOver(NotFound):
    """There is no such upload under way: it was given up after half a day, or never begun."""

    code, title = "upload-over", "Kiriman ini tidak ada lagi; mulai kembali dari awal"


def part_size(size: int, number: int, part: int) -> int:
    """How many bytes a part has; 0 where there is no such part.

    Args:
        size: of the whole in bytes. number: of the part. part: bytes of every part but the last.
    """
    return max(0, min(part, size - (number - 1) * part)) if number >= 1 else 0


def check_size(sent: int, size: int, number: int, part: int) -> None:
    """Whether so many bytes are that part of a whole of `size` bytes.

    Raises:
        Invalid: the part has another size, or there is none with this number.
    """
    expected = part_size(size, number, part)
    if sent != expected:
        raise Invalid(faults=[Fault("/part", f"Bagian ini harus berukuran {expected} byte.")])


def check_all_there(numbers: Iterable[int], size: int, part: int) -> None:
    """Whether these parts, each named once, make up a whole of `size` bytes.

    Raises:
        PartsMissing: they do not.
    """
    if sum(part_size(size, number, part) for number in numbers) != size:
        raise PartsMissing("Belum semua bagian berkas ini sampai.")
