"""What documents refuses to start without."""

import pytest

from chassis.settings import BadSettings, Stage, load
from services.documents.config import Config
from tests.unit.chassis.test_settings import COMPLETE, PRODUCTION

STORAGE = {"PPID_S3_URL": "http://s3:9000"}


def _config(stage: Stage, **given: str) -> Config:
    others = PRODUCTION | {"PPID_PLAIN_ACCEPTED": "storage,scanner"} if stage is Stage.PRODUCTION else COMPLETE
    return Config.of(load("documents", others | STORAGE | {"PPID_ENV": stage} | given))


@pytest.mark.promise("receiving")
def test_in_production_no_file_is_taken_that_nothing_scans() -> None:
    with pytest.raises(BadSettings, match="PPID_CLAMD_ADDRESS"):
        _config(Stage.PRODUCTION)
    assert _config(Stage.PRODUCTION, PPID_CLAMD_ADDRESS="clamav:3310").clamd_address == "clamav:3310"


@pytest.mark.parametrize("stage", [Stage.EMBEDDED, Stage.COMPOSE])
def test_a_trial_may_do_without_a_scanner(stage: Stage) -> None:
    assert _config(stage).clamd_address is None


def test_without_a_storage_nothing_starts() -> None:
    with pytest.raises(BadSettings, match="PPID_S3_URL"):
        _config(Stage.EMBEDDED, PPID_S3_URL="")
