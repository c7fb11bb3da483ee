"""Intake alone at work: its desk, an office of the test's own, and a request made there."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.integration.conftest import Working
from tests.integration.intake_desk import Desk, Office


@pytest.fixture
def intake(work: Callable[[str], Working]) -> Desk:
    return Desk(work("intake"))


@pytest.fixture
def office(intake: Desk) -> Office:
    return intake.office()


@pytest.fixture
def given(intake: Desk, office: Office) -> dict[str, Any]:
    return intake.submitted(office)
