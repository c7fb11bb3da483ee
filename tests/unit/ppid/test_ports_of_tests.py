"""The ports of the tests' own servers: nothing else takes one between its choice and its use."""

from pathlib import Path

import pytest

from tests.localcompose.part import LISTENING, free_ports
from tests.running import free_family

HANDED_OUT = Path("/proc/sys/net/ipv4/ip_local_port_range")


@pytest.mark.skipif(not HANDED_OUT.exists(), reason="only Linux says which ports it gives to outgoing connections")
def test_no_server_listens_where_an_outgoing_connection_may_be() -> None:
    lowest, highest = map(int, HANDED_OUT.read_text().split())
    chosen = {*free_ports(200), *free_family().all()}
    assert len(chosen) > 200
    assert chosen.isdisjoint(range(lowest, highest + 1))


def test_a_port_that_was_given_to_somebody_who_does_not_listen_yet_is_not_chosen() -> None:
    given = LISTENING[:-1]
    assert free_ports(1, besides=given) in ([LISTENING[-1]], [])
