"""`make chaos`: kill relays, consumers, the broker and PostgreSQL at random; count what was lost, doubled, unrecorded.

Goals EV-1 to EV-4 of the delivery of events, on real parts that it starts itself.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL, SIGQUIT, Signals
from statistics import quantiles
from subprocess import Popen
from uuid import UUID, uuid4

import click
from sqlalchemy.exc import DBAPIError

from chassis import housekeeping, system
from tests.load import roles
from tests.load.figures import keep, row
from tests.load.world import TENANTS, World, tell, world
from tests.localcompose.part import PASSWORD, USER
from tests.localcompose.project import Project

COUNTERS = 60
ROLES = ("relay", "relay", "consumer", "consumer")
SETTLES_WITHIN = 180  # seconds for the backlog to drain after the last kill


class Unavailable(Exception):
    """This machine cannot run a part that is needed."""


@dataclass(slots=True)
class Stage:
    """A world with its parts and processes, all of which can be killed."""

    project: Project
    world: World
    folder: Path
    running: list[tuple[str, Popen[bytes]]] = field(default_factory=list)
    kills: dict[str, int] = field(default_factory=dict)

    def start(self, *which: str) -> None:
        """Start roles."""
        self.running += [(role, self._spawn(role)) for role in which]

    def stop(self) -> None:
        """End all roles."""
        for _role, process in self.running:
            process.kill()
            process.wait()
        self.running.clear()

    def kill_role(self, chance: random.Random) -> None:
        """Kill one role, whichever, and start it again."""
        place = chance.randrange(len(self.running))
        role, process = self.running[place]
        process.kill()
        process.wait()
        self.running[place] = (role, self._spawn(role))
        self._count(role)

    def kill_part(self, name: str, how: Signals) -> None:
        """Kill a part and start it again on its old data."""
        for process in self.project.services[name].processes:
            process.signal(how)
        while any(process.alive() for process in self.project.services[name].processes):
            time.sleep(0.05)
        self._count(name)
        self.project.up([name])

    def _spawn(self, role: str) -> Popen[bytes]:
        return roles.start(role, self.world, self.folder / f"{role}.log")

    def _count(self, name: str) -> None:
        self.kills[name] = self.kills.get(name, 0) + 1


@contextmanager
def stage(broker: str) -> Iterator[Stage]:
    """Parts, world and folder for a run with a broker: `rabbitmq` or `table`.

    Raises:
        Unavailable: a part cannot run here.
    """
    project = Project(f"chaos-{uuid4().hex[:8]}")
    parts = ["postgres", "rabbitmq"] if broker == "rabbitmq" else ["postgres"]
    try:
        project.up(parts)
        if refused := [project.services[part].refused for part in parts if project.services[part].refused]:
            raise Unavailable("; ".join(refused))
        admin = f"postgresql://postgres:{PASSWORD}@127.0.0.1:{project.services['postgres'].ports[5432]}/postgres"
        url = "table"
        if broker == "rabbitmq":
            url = f"amqp://{USER}:{PASSWORD}@127.0.0.1:{project.services['rabbitmq'].ports[5672]}/{USER}"
        with tempfile.TemporaryDirectory(prefix="ppid-chaos-") as folder, world(admin, url) as made:
            set_up = Stage(project, made, Path(folder))
            try:
                yield set_up
            finally:
                set_up.stop()
    finally:
        project.down(with_data=True)


@dataclass(frozen=True, slots=True)
class Count:
    """What came of a run: events told, and what is wrong with their effects."""

    told: int
    lost: int
    doubled: int
    disordered: int
    dead: int
    unrecorded: int

    @property
    def clean(self) -> bool:
        """Whether every event had exactly one effect, in order, and every change its entry in a whole record."""
        wrong = self.lost + self.doubled + self.disordered + self.dead + self.unrecorded
        return self.told > 0 and wrong == 0


def endure(on: Stage, seconds: float, rate: float, part_kills: dict[str, int], seed: int) -> Count:
    """Tell events at a rate while roles die every 1 to 2.5 s and parts as often as said, then count (EV-1)."""
    chance = random.Random(seed)
    on.start(*ROLES)
    moments = sorted((chance.uniform(0.1, 0.8) * seconds, part) for part, n in part_kills.items() for _ in range(n))
    with ThreadPoolExecutor(2) as pool:
        telling = pool.submit(_tell_for, on.world, seconds, rate, chance.getrandbits(32))
        begun = time.monotonic()
        while not telling.done():
            time.sleep(chance.uniform(1.0, 2.5))
            on.kill_role(chance)
            if moments and time.monotonic() - begun > moments[0][0]:
                part = moments.pop(0)[1]
                on.kill_part(part, SIGQUIT if part == "postgres" else SIGKILL)
        telling.result()
    _settle(on.world)
    return count(on.world)


def latencies(on: Stage, seconds: float, rate: float) -> tuple[float, float]:
    """Milliseconds from telling to effect at a rate without kills: median and 99th percentile (EV-2)."""
    on.start("relay", "consumer")
    _tell_for(on.world, 3, rate, 1)  # processes start, statements are prepared
    _settle(on.world)
    begun = on.world.ask(on.world.hearer, "select now()")[0][0]
    _tell_for(on.world, seconds, rate, 2)
    _settle(on.world)
    rows = on.world.ask(
        on.world.hearer, "select extract(epoch from at - told_at)::float8 * 1000 from effect where told_at > %s", begun
    )
    cuts = quantiles([milliseconds for (milliseconds,) in rows], n=100)
    return cuts[49], cuts[98]


def burst(on: Stage, events: int) -> float:
    """Events a second from outbox to effect when many wait and one relay and one consumer carry them (EV-3)."""
    with ThreadPoolExecutor(4) as pool:
        counters = [uuid4() for _ in range(COUNTERS)]
        list(pool.map(lambda n: tell(on.world.teller, counters[n % COUNTERS]), range(events)))
    on.start("relay", "consumer")
    _settle(on.world)
    ((seconds,),) = on.world.ask(on.world.hearer, "select extract(epoch from max(at) - min(at))::float8 from effect")
    return events / float(seconds)


def relay_down(on: Stage, seconds: float, rate: float) -> tuple[float, int, float | None]:
    """Without a relay: the age that the figures show, the backlog, and the seconds to catch up afterwards (EV-4).

    They are None where it took too long to wait for.
    """
    on.start("consumer")
    _tell_for(on.world, seconds, rate, 3)
    with system.connect(on.world.teller.settings, "chaos") as connection:
        seen = housekeeping.backlog(connection)
    begun = time.monotonic()
    on.start("relay")
    settled = _settle(on.world)
    return seen.oldest_seconds, seen.backlog, time.monotonic() - begun if settled else None


def count(of: World) -> Count:
    """Compare what was told with what was written down."""
    told = dict(of.ask(of.teller, "select aggregate_id, max(aggregate_version)"
            " from outbox group by 1"))  # fmt: skip
    expected = {(UUID(counter), version) for counter, last in told.items() for version in range(1, last + 1)}
    effects = of.effects()
    last: dict[UUID, int] = {}
    disordered = 0
    for counter, version in effects:
        disordered += version < last.get(counter, 0)
        last[counter] = version
    ((dead,),) = of.ask(of.hearer, "select count(*) from parked where settled_at is null")
    lost, doubled = len(expected - set(effects)), len(effects) - len(set(effects))
    return Count(len(expected), lost, doubled, disordered, int(dead), of.unrecorded())


def _tell_for(where: World, seconds: float, rate: float, seed: int) -> None:
    chance = random.Random(seed)
    counters = [(uuid4(), chance.choice(TENANTS)) for _ in range(COUNTERS)]
    begun = time.monotonic()
    for n in range(int(seconds * rate)):
        time.sleep(max(0.0, begun + n / rate - time.monotonic()))
        _persist(lambda: tell(where.teller, *chance.choice(counters)), where)


def _persist(act: Callable[[], object], where: World) -> None:
    """Try until PostgreSQL is back. A commit whose answer was lost may be told twice, as a new version."""
    while True:
        try:
            act()
            return
        except DBAPIError:
            where.teller.database.dispose()
            time.sleep(0.2)


def _settle(of: World) -> bool:
    """Wait until every event told has an effect, or it has taken too long; whether they all have one."""
    deadline = time.monotonic() + SETTLES_WITHIN
    while time.monotonic() < deadline:
        ((told,),) = of.ask(of.teller, "select count(*) from outbox")
        ((heard,),) = of.ask(of.hearer, "select count(distinct (counter, version)) from effect")
        if told <= heard:
            return True
        time.sleep(0.2)
    return False


def main() -> int:
    """Run everything on both brokers and print the table; the exit status says whether the goals were met."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=300)
    options.add_argument("--relay-down", type=float, default=600, help="seconds without a relay (EV-4)")
    options.add_argument("--rate", type=float, default=100)
    options.add_argument("--seed", type=int, default=random.randrange(10_000))
    options.add_argument("--broker", choices=("rabbitmq", "table"), action="append")
    chosen = options.parse_args()
    click.echo(f"seed {chosen.seed}")
    good = True
    for broker in chosen.broker or ("rabbitmq", "table"):
        for measure, on, result, goal, reached in _measure(broker, chosen):
            good &= reached
            row(f"{measure}, {on}", result, goal)
    keep()
    return 0 if good else 1


def _measure(broker: str, chosen: argparse.Namespace) -> Iterator[tuple[str, str, str, str, bool]]:
    seconds, rate, down = chosen.seconds, chosen.rate, chosen.relay_down
    with stage(broker) as on:
        p50, p99 = latencies(on, 30, rate)
        yield (
            "commit to effect (EV-2)",
            broker,
            f"p50 {p50:.0f} ms, p99 {p99:.0f} ms",
            "50 / 250 ms",
            (p50 <= 50 and p99 <= 250),
        )
    with stage(broker) as on:
        speed = burst(on, 5000)
        yield "drain of 5,000 (EV-3)", broker, f"{speed:.0f} events/s", "500 events/s", speed >= 500
    with stage(broker) as on:
        oldest, backlog, caught_up = relay_down(on, down, rate / 4)
        ended = f"caught up in {caught_up:.1f} s" if caught_up else f"not caught up in {SETTLES_WITHIN} s"
        shown = f"oldest {oldest:.0f} s, backlog {backlog}, {ended}"
        good = oldest > housekeeping.LATE_SECONDS and caught_up is not None
        yield f"relay down {down:.0f} s (EV-4)", broker, shown, "alarm at 60 s, alone", good
    with stage(broker) as on:
        kills = {"rabbitmq": 3, "postgres": 1} if broker == "rabbitmq" else {"postgres": 3}
        found = endure(on, seconds, rate, kills, chosen.seed)
        killed = ", ".join(f"{n} {name}" for name, n in sorted(on.kills.items()))
        shown = f"{found.told} told; lost {found.lost}, doubled {found.doubled}, disordered {found.disordered}"
        shown += f"; without entry {found.unrecorded}"
        yield f"{seconds:.0f} s with kill -9 of {killed} (EV-1, ST-14)", broker, shown, "0, 0, 0; 0", found.clean


if __name__ == "__main__":
    sys.exit(main())
