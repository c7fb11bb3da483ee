"""People whom an administrator invites, and the links in their letters."""

from itertools import count
from typing import Any
from uuid import UUID

from chassis.context import Context
from chassis.service import Runtime
from gateway.auth import invitations
from gateway.config import DEMO_PASSWORD
from tests.integration.gateway.browser import Browser

PEOPLE = "/kerja/orang"
PASSWORD = "kuda baterai payung hijau"
CHOSEN = {"new_password": PASSWORD, "password_again": PASSWORD}
_names = count(1)


def newcomer(role: str = "officer") -> dict[str, str]:
    number = next(_names)
    return {
        "person_name": f"Orang Baru {number}", "person_username": f"orang.baru{number}",
        "person_mailbox": f"baru{number}@kpu.example", "person_role": role,
    }  # fmt: skip


def enter(browser: Browser, username: str, password: str = DEMO_PASSWORD) -> Browser:
    return browser.get("/masuk").send({"username": username, "password": password})


def link(runtime: Runtime, rows: Any, username: str, office: str = "32.76") -> str:
    """The path in the letter to somebody, as notify would learn it."""
    (found,) = rows.execute(
        "select i.id from staff_invitation i join staff s on s.tenant = i.tenant and s.id = i.staff_id"
        " where s.username = %s and s.tenant = %s",
        [username, office],
    ).fetchall()
    with runtime.acting(Context(office, "service:gateway")):
        letter = invitations.letter(found[0])
    assert letter.url is not None
    return "/" + letter.url.split("/", 3)[3]


def staff_id(rows: Any, username: str, office: str = "32.76") -> UUID:
    found = rows.execute("select id from staff where username = %s and tenant = %s", [username, office]).fetchone()
    return UUID(str(found[0]))


def invited(admin: Browser, runtime: Runtime, rows: Any, role: str = "officer", base: str = PEOPLE) -> tuple[str, str]:
    """Somebody whom the administrator invited: sign-in name, and where the letter leads."""
    person = newcomer(role)
    admin.get(f"{base}/undang").send(person)
    assert admin.path == f"{base}?jadi=undang"
    office = base.split("/")[3] if "/kantor/" in base else "32.76"
    return person["person_username"], link(runtime, rows, person["person_username"], office)
