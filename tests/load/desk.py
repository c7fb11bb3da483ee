"""Pages of the desk as an officer calls them: the queue, and a case."""

import http.client
import re
from urllib.parse import urlencode

from gateway.config import DEMO_PASSWORD
from tests.load.hammer import Request, hammer

CLIENTS, PAGES, FEW = 8, 400, 60


def session(edge: tuple[str, int], host: str, username: str = "petugas.depok") -> str:
    """The cookie of somebody who signed in.

    Raises:
        SystemExit: the platform did not let them in.
    """
    connection = http.client.HTTPConnection(*edge, timeout=30)
    connection.request("GET", "/masuk", headers={"Host": host})
    form = connection.getresponse()
    proof = re.search(rb'name="bukti" value="([^"]+)"', form.read())
    visit = (form.getheader("Set-Cookie") or "").partition(";")[0]
    typed = urlencode({"bukti": proof[1].decode() if proof else "", "username": username, "password": DEMO_PASSWORD})
    headers = {"Host": host, "Cookie": visit, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/masuk", typed, headers)
    answer = connection.getresponse()
    answer.read()
    cookie = next((text for name, text in answer.getheaders() if name == "Set-Cookie" and "sesi" in text), "")
    if answer.status != 303 or not cookie:
        raise SystemExit(f"signing in answered {answer.status}")
    return cookie.partition(";")[0]


def figures(edge: tuple[str, int], host: str, case: str) -> list[tuple[str, str, str]]:
    """Rate and time of the queue and of a case's page: what, how much, the aim."""
    headers = {"Host": host, "Cookie": session(edge, host)}
    rows = []
    for name, path in (("queue", "/kerja"), ("page of a case", f"/kerja/{case}")):
        page: Request = ("GET", path, None, headers)
        hammer(edge, lambda _n, page=page: page, clients=CLIENTS, calls=80)  # type: ignore[misc]  # warm
        many = hammer(edge, lambda _n, page=page: page, clients=CLIENTS, calls=PAGES)  # type: ignore[misc]
        few = hammer(edge, lambda _n, page=page: page, clients=2, calls=FEW)  # type: ignore[misc]
        if {*many.statuses, *few.statuses} != {200}:
            raise SystemExit(f"{path} answered {many.statuses} {few.statuses}")
        rows.append((f"{name}, c=8", f"{many.rate:.0f}/s", "≥ 80/s"))
        rows.append((f"{name}, c=2, median", f"{few.percentile(0.5):.0f} ms", "≤ 60 ms"))
    return rows
