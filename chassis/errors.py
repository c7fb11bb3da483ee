"""What can go wrong, by name. `chassis.web` turns a Problem into an RFC 9457 answer; nothing else does.

Titles and details are for people, in Indonesian, and say what to do next; `code` is for machines and never changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One field that cannot be accepted: JSON pointer (RFC 6901) and a sentence to stand beside the field."""

    pointer: str
    detail: str


class Problem(Exception):
    """An answer that is no: status, stable code, sentence for people, faults by field."""

    status: int = 400
    code: str = "bad-request"
    title: str = "Permintaan tidak dapat diproses"

    def __init__(self, detail: str = "", *, faults: Sequence[Fault] = ()) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.faults = tuple(faults)


class Invalid(Problem):
    """What was sent cannot be accepted as it is; each fault names its field."""

    status, code, title = 422, "invalid", "Ada isian yang perlu diperbaiki"


class Unauthenticated(Problem):
    """The token is missing, expired or not ours."""

    status, code, title = 401, "unauthenticated", "Anda perlu masuk terlebih dahulu"


class Forbidden(Problem):
    """The actor is known, but this act is not theirs."""

    status, code, title = 403, "forbidden", "Anda tidak berwenang melakukan tindakan ini"


class NotFound(Problem):
    """It does not exist, or not for this office: the answer is the same, so that nothing leaks."""

    status, code, title = 404, "not-found", "Tidak ditemukan"


class UnknownOffice(Problem):
    """The host names no office of the directory."""

    status, code, title = 404, "office-unknown", "Alamat ini bukan alamat kantor KPU yang terdaftar"


class Conflict(Problem):
    """The state of the thing does not allow it now."""

    status, code, title = 409, "conflict", "Tindakan ini tidak dapat dilakukan sekarang"


class Changed(Problem):
    """Somebody changed the thing since it was read (RFC 9110, section 13.1.1: If-Match failed)."""

    status, code, title = 412, "changed", "Data sudah diubah oleh orang lain sejak Anda membukanya"


class PreconditionRequired(Problem):
    """A change was sent without saying which version it changes (RFC 6585, section 3)."""

    status, code, title = 428, "precondition-required", "Sebutkan versi yang Anda ubah dengan If-Match"


class Unavailable(Problem):
    """A part that this needs does not answer; nothing was lost and trying again later is right."""

    status, code, title = 503, "unavailable", "Layanan sedang tidak dapat dihubungi; silakan coba lagi sebentar lagi"
    seconds = 10  # to wait


class TooMany(Problem):
    """Somebody does the same again and again; `seconds` says how long to wait (RFC 6585, section 4)."""

    status, code, title = 429, "too-many", "Terlalu banyak kiriman dari jaringan Anda"

    def __init__(self, seconds: int) -> None:
        minutes = -(-seconds // 60)
        super().__init__(f"Coba lagi dalam {f'{minutes} menit' if minutes < 120 else f'{-(-minutes // 60)} jam'}.")
        self.seconds = seconds


class Never(Exception):
    """A message that can never be handled, however often it is tried. It goes to the dead letters with its reason."""


class NotYet(Exception):
    """A message that a newer release of this program will handle; until then it waits, however long that is."""
