"""The ports of the tests' own servers: nothing else takes one between its choice and its use."""

from pathlib import Path

import pytest

from tests.localcompose.part import free_ports
from tests.running import free_family

HANDED_OUT = Path("/proc/sys/net/ipv4/ip_local_port_range")


@pytest.mark.skipif(not HANDED_OUT.exists(), reason="only Linux says which ports it gives to outgoing connections")
def test_no_server_listens_where_an_outgoing_connection_may_be() -> None:
    lowest, highest = map(int, HANDED_OUT.read_text().split())
    chosen = {*free_ports(200), *free_family().all()}
    assert len(chosen) > 200
    assert chosen.isdisjoint(range(lowest, highest + 1))
