"""Who waits for a thread is taken in turn."""

import pytest

from chassis.fair_queue import FairQueue
from chassis.fair_worker import origin
from tests.table import table


def drain(queue: FairQueue[str]) -> list[str]:
    order = []
    while queue:
        order.append(queue.take())
    return order


def test_one_request_waits_for_one_of_twenty_four_that_came_before_it() -> None:
    queue: FairQueue[str] = FairQueue()
    for n in range(24):
        queue.put("many", "depok", f"many {n}")
    queue.put("single", "bogor", "single")
    assert drain(queue) == ["many 0", "single", *(f"many {n}" for n in range(1, 24))]


def test_a_sender_gains_no_turn_by_asking_many_offices() -> None:
    queue: FairQueue[str] = FairQueue()
    for n in range(24):
        queue.put("many", f"office {n}", f"many {n}")
    queue.put("single", "bogor", "first")
    queue.put("single", "bogor", "second")
    assert drain(queue)[:4] == ["many 0", "first", "many 1", "second"]


def test_offices_that_one_address_asks_take_turns_within_its_share() -> None:
    queue: FairQueue[str] = FairQueue()
    for n in range(24):
        queue.put("proxy", "depok", f"depok {n}")
    queue.put("proxy", "bogor", "bogor")
    assert drain(queue).index("bogor") == 1


def test_what_waits_alone_is_taken_in_the_order_it_came() -> None:
    queue: FairQueue[str] = FairQueue()
    for name in "abc":
        queue.put("single", "depok", name)
    assert drain(queue) == ["a", "b", "c"]
    with pytest.raises(KeyError):
        queue.take()


@table(
    ("head", "sender_and_office"),
    [
        (b"GET / HTTP/1.1\r\nHost: Depok.id\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n", ("192.0.2.7", "depok.id")),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 2001:db8::7\r\n\r\n", ("2001:db8::/64", "a")),
        (b"GET / HTTP/1.1\r\nhost:depok.id\r\n\r\n", ("depok.id", "depok.id")),
        (b"GET / HTTP/1.1\r\nHost: depok.id\r\n\r\nx\r\nX-Forwarded-For: 192.0.2.7\r\n", ("depok.id", "depok.id")),
        (b"GET / HTTP/1.1\r\nHost: depok.id\r\nX-Forw", ("", "")),
        (b"\x16\x03\x01\xff", ("", "")),
        (b"", ("", "")),
    ],
    ids=["edge", "network", "neighbour", "field in the body", "not complete", "no request", "nothing"],
)
def test_a_request_tells_its_sender_and_its_office(head: bytes, sender_and_office: tuple[str, str]) -> None:
    assert origin(head) == sender_and_office
