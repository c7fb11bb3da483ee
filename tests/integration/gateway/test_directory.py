"""The directory: offices are listed once, changes are told, what somebody edited stays."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from chassis.context import Context
from chassis.service import Runtime
from chassis.settings import Stage
from gateway import app, commands, drafts
from gateway.config import DEMO_PASSWORD
from gateway.offices import Entry, grouped, nearly, search
from ppid.offices import office, offices

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
