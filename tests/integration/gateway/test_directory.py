"""The directory: offices are listed once, changes are told, what somebody edited stays."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from chassis.context import Context
from chassis.directory import Profile
from chassis.offices import this_office
from chassis.service import Runtime
from chassis.settings import Stage
from contracts.offices import OfficeProfiled
from gateway import app, commands, drafts
from gateway.config import DEMO_PASSWORD
from gateway.offices import Entry, grouped, listed, nearly, search
from ppid.offices import office, offices
from tests.integration.conftest import Working, add_office
from tests.integration.gateway.browser import Browser, address
from tests.integration.gateway.conftest import AppOver
from tests.integration.gateway.services import Memory, Services
from tests.table import table

pytestmark = pytest.mark.stack
NATION = Context("00", "service:gateway")
SABANG = "11.72"


@pytest.fixture
def sabang(runtime: Runtime) -> Iterator[None]:
    """KPU Sabang is as the packaged list has it again when the test is over."""
    yield
    with runtime.acting(NATION):
        commands.list_offices([office(SABANG)])


def told(runtime: Runtime, code: str) -> list[tuple[int, str]]:
    """What was told of an office, oldest first, as the platform's superuser-free system role reads it."""
    with runtime.database.engine.connect() as connection:
        connection.execute(text("select set_config('ppid.tenant', :code, true)"), {"code": code})
        return [
            (row.version, row.name)
            for row in connection.execute(text("select version, name from office where code = :code"), {"code": code})
        ]


def test_listing_the_same_offices_again_changes_nothing(runtime: Runtime) -> None:
    with runtime.acting(NATION):
        assert commands.list_offices(offices().values()) == 0


def test_a_changed_office_gets_the_next_version(runtime: Runtime, sabang: None) -> None:
    ((before, _),) = told(runtime, SABANG)
    with runtime.acting(NATION):
        assert commands.list_offices([replace(office(SABANG), name="KIP Kota Sabang Baru")]) == 1
    assert told(runtime, SABANG) == [(before + 1, "KIP Kota Sabang Baru")]


def test_a_host_label_that_somebody_edited_stays(runtime: Runtime) -> None:
    with runtime.database.engine.begin() as connection:
        connection.execute(text("update office set hosts = '{sabangbaru}' where code = :code"), {"code": SABANG})
    try:
        with runtime.acting(NATION):
            assert commands.list_offices([office(SABANG)]) == 0
        assert runtime.directory.by_host("sabangbaru").code == SABANG
    finally:
        with runtime.database.engine.begin() as connection:
            connection.execute(
                text("update office set hosts = array[:label] where code = :code"),
                {"code": SABANG, "label": office(SABANG).label},
            )


def test_demonstration_accounts_are_not_made_in_production(runtime: Runtime) -> None:
    production = replace(runtime, settings=replace(runtime.settings, stage=Stage.PRODUCTION))
    with production.acting(NATION), pytest.raises(commands.NotHere):
        commands.add_demo_staff(DEMO_PASSWORD)


def test_what_is_over_is_deleted_in_every_office(runtime: Runtime) -> None:
    with runtime.acting(Context(SABANG)):
        address = drafts.start({"kind": "person"})
    with runtime.database.engine.begin() as connection:
        connection.execute(text("select set_config('ppid.tenant', :code, true)"), {"code": SABANG})
        connection.execute(text("update draft set expires_at = now() - interval '1 minute'"))
    app.sweep(runtime)
    with runtime.database.engine.connect() as connection:
        connection.execute(text("select set_config('ppid.tenant', :code, true)"), {"code": SABANG})
        assert connection.execute(text("select count(*) from draft")).scalar_one() == 0
    with runtime.acting(Context(SABANG)), pytest.raises(drafts.DraftGone):
        drafts.read(address)


def entry(code: str, level: str, region: str, parent: str | None) -> Entry:
    return Entry(code, level, f"KPU {region}", region, "", parent, code, region.lower())


def test_provinces_stand_in_alphabetical_order_with_their_offices_below() -> None:
    nation = [
        entry("00", "ri", "Republik Indonesia", None),
        entry("32", "provinsi", "Jawa Barat", "00"),
        entry("11", "provinsi", "Aceh", "00"),
        entry("32.76", "kota", "Kota Depok", "32"),
        entry("32.73", "kota", "Kota Bandung", "32"),
    ]
    groups = [(group.head.region, [member.region for member in group.members]) for group in grouped(nation)]
    assert groups == [
        ("Republik Indonesia", []),
        ("Aceh", []),
        ("Jawa Barat", ["Kota Bandung", "Kota Depok"]),
    ]
    assert search(nation, "") == []
    assert [found.code for found in nearly(nation, "bandng")] == ["32.73"]


@table(("short", "code"), [("jatim", "35"), ("KPU Jaksel", "31.74"), ("Jogja", "34.71"), ("DKI", "31")])
def test_an_office_is_found_by_the_short_name_that_people_use(runtime: Runtime, short: str, code: str) -> None:
    assert code in [found.code for found in search(listed(runtime.database), short)]


def test_every_page_says_how_the_office_is_reached_or_whom_to_ask_instead(runtime: Runtime, app_over: AppOver) -> None:
    with runtime.acting(NATION):
        commands.profile_offices(
            {"73": Profile("Jalan Pettarani 1", "Senin–Jumat", "(0411) 555 01", "ppid@example.id")}
        )
    app = app_over(Services.of(Memory()))
    page = Browser(app, "sulselppid.localhost", address()).get("/")
    assert "Jalan Pettarani 1 Jam layanan: Senin–Jumat Telepon: (0411) 555 01 Surel: ppid@example.id" in page.words
    for path in ("/informasi", "/informasi/dikecualikan", "/permohonan/baru"):
        assert 'href="tel:041155501"' in page.get(path).text
    below = Browser(app, "sibolgakotappid.localhost", address()).get("/")
    assert "Alamat, jam layanan, telepon, dan surel kantor ini belum dicatat." in below.words
    assert "Tanyakan kepada KPU Provinsi Sumatera Utara" in below.words


def test_a_profile_is_told_once_and_an_older_one_changes_nothing(
    runtime: Runtime, work: Callable[[str], Working]
) -> None:
    profile = Profile("Jalan Teuku Umar 3", None, None, None)
    with runtime.acting(NATION):
        assert commands.profile_offices({SABANG: profile}) == 1
        assert commands.profile_offices({SABANG: profile}) == 0
    notify = work("notify")
    add_office(notify.runtime, SABANG)
    for street, version in (("Jalan Teuku Umar 3", 9), ("Jalan Lama 1", 8)):
        notify.hear(
            SABANG, OfficeProfiled(code=SABANG, address=street, hours=None, telephone=None, mailbox=None), version
        )
    with notify.runtime.acting(Context(SABANG)):
        assert this_office().profile == profile
