"""What the menu of an office's pages leads to: for everybody, for its staff, for those who watch over others."""

from chassis.directory import Office
from gateway.auth.sessions import SignedIn
from gateway.commands import ADMIN

PUBLIC_MENU = (("/", "home"), ("/informasi", "information"), ("/permohonan/baru", "apply"), ("/lacak", "track"))
DESK_MENU = (
    *(("/kerja", "queue"), ("/kerja/baru", "entry"), ("/kerja/keberatan", "objections")),
    *(("/kerja/sengketa", "disputes"), ("/kerja/dip", "dip"), ("/kerja/dik", "dik"), ("/kerja/register", "registers")),
    ("/kerja/laporan", "reports"),
    ("/kerja/pejabat", "appointments"),
)
SUPERVISING = ("ri", "provinsi")  # levels with offices below them
OVERSIGHT = (("/kerja/pengawasan", "oversight"),)
PEOPLE = (("/kerja/orang", "people"),)


def menu(office: Office, staff: SignedIn | None) -> tuple[tuple[str, str], ...]:
    """Return the menu for who looks at a page: addresses and the names of their words."""
    if staff is None:
        return PUBLIC_MENU
    if staff.roles == {ADMIN}:
        return PEOPLE
    return DESK_MENU + (OVERSIGHT if office.level in SUPERVISING and staff.roles & {"ppid", "superior"} else ())
