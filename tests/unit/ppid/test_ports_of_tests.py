"""The ports of the tests' own servers: nothing else takes one between its choice and its use."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.localcompose import ports
from tests.localcompose.ports import free_ports
from tests.running import free_family

HANDED_OUT = Path("/proc/sys/net/ipv4/ip_local_port_range")


@pytest.mark.skipif(not HANDED_OUT.exists(), reason="only Linux says which ports it gives to outgoing connections")
def test_no_server_listens_where_an_outgoing_connection_may_be() -> None:
    lowest, highest = map(int, HANDED_OUT.read_text().split())
    chosen = {*free_ports(200), *free_family().all()}
    assert len(chosen) > 200
    assert chosen.isdisjoint(range(lowest, highest + 1))


def test_no_port_is_chosen_twice_by_whoever_chooses_at_the_same_time() -> None:
    with ThreadPoolExecutor(8) as several:
        ports = [port for chosen in several.map(free_ports, [50] * 8) for port in chosen]
        families = [port for family in several.map(lambda _: free_family(), range(8)) for port in family.all()]
    assert len({*ports, *families}) == len(ports) + len(families)


def test_a_port_is_chosen_again_once_whoever_chose_it_had_time_to_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    (port,) = free_ports(1)
    monkeypatch.setattr(ports, "LISTENING", range(port, port + 1))
    assert free_ports(1) == []
    monkeypatch.setattr(ports, "KEPT_FOR", 0.0)
    assert free_ports(1) == [port]
