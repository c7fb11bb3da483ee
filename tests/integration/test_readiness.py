"""A service is ready when its database has at least the schema that its code needs."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from chassis.service import newest_migration
from chassis.settings import Stage
from tests.integration.conftest import Working
from tests.table import table

pytestmark = pytest.mark.stack


def test_a_migrated_service_is_ready(work: Callable[[str], Working]) -> None:
    answer = work("registry").app.test_client().get("/readyz")
    assert (answer.status_code, answer.text) == (200, "siap\n")


@pytest.mark.parametrize(("needed", "status"), [("0100", 200), ("9999", 503)])
def test_only_an_older_schema_makes_a_service_not_ready(
    work: Callable[[str], Working], monkeypatch: pytest.MonkeyPatch, needed: str, status: int
) -> None:
    runtime = work("registry").runtime
    monkeypatch.setattr("chassis.web.newest_migration", lambda _service: needed)
    assert runtime.service.create_app(runtime).test_client().get("/readyz").status_code == status


@table(("host", "status"), [("127.0.0.1:8103", 200), ("lain.example:8103", 404)])
def test_on_a_shared_machine_figures_are_told_to_no_page_that_had_its_own_name_lead_here(
    work: Callable[[str], Working], host: str, status: int
) -> None:
    runtime = work("registry").runtime
    embedded = replace(runtime, settings=replace(runtime.settings, stage=Stage.EMBEDDED))
    answer = runtime.service.create_app(embedded).test_client().get("/metrics", headers={"Host": host})
    assert answer.status_code == status


def test_the_newest_migration_is_the_last_file() -> None:
    assert newest_migration("gateway") >= "0100"
