"""What each service knows of API clients that were suspended. How fast it hears, `tests/e2e/test_way_in.py` asks."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from contracts.clients import ClientListed
from tests.integration.conftest import DEPOK, MAKASSAR, Working

pytestmark = pytest.mark.stack
SERVICES = pytest.mark.parametrize("service", ["intake", "registry", "documents", "notify"])


def _status(working: Working, office: str, client_id: str) -> int:
    return working.ask(office, "officer", actor=f"client:{client_id}", path="/v1/tidak-ada").status_code


@SERVICES
def test_what_was_told_first_and_arrives_last_admits_nobody(work: Callable[[str], Working], service: str) -> None:
    working, client_id = work(service), f"klien-{uuid4()}"
    working.hear(DEPOK, ClientListed(client_id=client_id, active=False), version=2)
    working.hear(DEPOK, ClientListed(client_id=client_id, active=True), version=1)
    assert _status(working, DEPOK, client_id) == 401


@SERVICES
def test_a_suspension_is_that_of_one_client_in_one_office(work: Callable[[str], Working], service: str) -> None:
    working, client_id = work(service), f"klien-{uuid4()}"
    working.hear(DEPOK, ClientListed(client_id=client_id, active=False))
    assert _status(working, DEPOK, client_id) == 401
    assert _status(working, DEPOK, f"{client_id}-lain") == 404
    assert _status(working, MAKASSAR, client_id) == 404
