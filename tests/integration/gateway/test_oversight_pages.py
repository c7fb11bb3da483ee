"""The late cases of the offices below, on the desk of the office above, on the real registry."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest

from contracts.escalations import CaseEscalated
from gateway.config import DEMO_PASSWORD
from tests.integration.conftest import DEPOK, Working
from tests.integration.gateway.browser import Browser
from tests.integration.gateway.conftest import AppOver
from tests.integration.gateway.direct import Direct
from tests.integration.gateway.services import Memory, Services

pytestmark = pytest.mark.stack
PAGE = "/kerja/pengawasan"
Open = Callable[[str, str], Browser]


@pytest.fixture
def visitor(app_over: AppOver, work: Callable[[str], Working]) -> Open:
    services = Services.of(Memory(), registry=Direct(work("registry")))
    app = app_over(services)

    def visit(host: str, username: str) -> Browser:
        return Browser(app, host, "203.0.113.250").get("/masuk").send({"username": username, "password": DEMO_PASSWORD})

    return visit


def test_a_province_sees_the_late_cases_of_its_offices_and_a_city_has_no_such_page(
    visitor: Open, work: Callable[[str], Working]
) -> None:
    number = f"{uuid4().hex[:6]}/PPID-P/32.76/XI/2026"
    work("registry").hear(
        DEPOK,
        CaseEscalated(
            escalation_id=uuid4(), request_id=uuid4(), number=number, supervisor="32", step="overdue",
            regime="ordinary", stage="processing", due_on=date(2024, 3, 4), open=True,
        ),
    )  # fmt: skip
    province = visitor("jabarppid.localhost", "ppid.jabar")
    assert f'href="{PAGE}"' in province.get("/kerja/pejabat").text
    province.get(PAGE)
    assert number in province.words
    assert "KPU Kota Depok" in province.words
    assert "Data per" in province.words
    assert "Perubahan terakhir dari kantor yang diawasi diterima" in province.words
    assert "hari kerja" in province.words
    assert visitor("jabarppid.localhost", "petugas.jabar").get(PAGE).status == 403
    city = visitor("depokkotappid.localhost", "ppid.depok").get("/kerja/pejabat")
    assert f'href="{PAGE}"' not in city.text
    assert city.get(PAGE).status == 404
