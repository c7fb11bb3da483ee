"""`python -m tests.load.record`: what an entry of the record costs an act, and how long checking a large record takes.

Starts a PostgreSQL of its own, measures acts with and without an entry by turns, then checks 100,000 entries and each
of many single tampers (`--tampers`). Goals ST-13 and ST-14.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from statistics import median, quantiles
from uuid import uuid4

from joserfc.jwk import ECKey

from chassis import audit, audit_chain
from chassis.context import Context
from chassis.sealing import Sealer
from chassis.tokens import Signer
from tests.load.chaos import stage
from tests.load.figures import keep, row
from tests.load.world import World, tell
from tests.unit.verifier.records import TAMPERS, chain, seal
from verifier import proof
from verifier.record import ENTRIES, Link, Seal, follow, write_link

ACTS, THREADS = 2000, 8
ROUNDS, AT_ONCE = 12, 500  # short rounds by turns: neighbours on the disk disturb all alike
SIZE = 100_000


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tampers", type=int, default=1000)
    chosen = options.parse_args()
    with stage("table") as on:
        cost(on.world)
        for offices in (50, 1):
            throughput(on.world, offices)
        sealing(on.world)
    check()
    found = tampers(chosen.tampers)
    row(f"tampers found, each alone in {SIZE:,} sealed entries", f"{found} of {chosen.tampers}", "all")


def cost(world: World) -> None:
    """Milliseconds of an act with and without an entry, one after the other by turns."""
    counters = [uuid4() for _ in range(60)]
    took: dict[bool, list[float]] = {True: [], False: []}
    for n in range(2 * ACTS + 200):
        begun = time.perf_counter()
        tell(world.teller, counters[n // 2 % 60], recorded=n % 2 == 0)
        if n >= 200:  # statements are prepared
            took[n % 2 == 0].append((time.perf_counter() - begun) * 1000)
    with_entry, without = (quantiles(took[recorded], n=100) for recorded in (True, False))
    for name, cut in (("median", 49), ("p95", 94)):
        row(f"an act without an entry, {name}", f"{without[cut]:.2f} ms", "")
        row(f"an act with its entry, {name}", f"{with_entry[cut]:.2f} ms", "")
    row("what an entry costs, p95", f"{with_entry[94] - without[94]:.2f} ms", "≤ 1 ms")
    row("p95 with in relation to without", f"{with_entry[94] / without[94]:.0%}", "")


def throughput(world: World, offices: int) -> None:
    """Acts a second of eight at once, by turns without an entry, with one that nothing links, and with a linked one.

    Between the last two lies what the lock of an office costs, which is held until its commit is on the disk.
    """
    rates: dict[str, list[float]] = {"none": [], "bare": [], "linked": []}
    with ThreadPoolExecutor(THREADS) as pool:
        for turn in range(ROUNDS * len(rates)):
            how = list(rates)[turn % len(rates)]
            world.superuser(f"alter table audit_entry {'disable' if how == 'bare' else 'enable'} trigger audit_link")
            counters = [(uuid4(), f"99.{n % offices:02}") for n in range(AT_ONCE)]
            begun = time.perf_counter()
            list(pool.map(lambda of, kept=how != "none": tell(world.teller, *of, recorded=kept), counters))
            rates[how].append(AT_ONCE / (time.perf_counter() - begun))
    none, bare, linked = (median(rates[how]) for how in rates)
    where = "one office" if offices == 1 else f"{offices} offices"
    row(f"acts of {where}, c={THREADS}: no entry, entry, linked entry", f"{none:.0f}, {bare:.0f}, {linked:.0f}/s", "")
    row("linked in relation to not linked", f"{linked / bare:.0%}", "≥ 90 %")


def sealing(world: World) -> None:
    """Seconds of a service's tick over all offices: where nothing was done, and where every office did something."""
    signer = Signer("teller", ECKey.generate_key("P-256", {"kid": "teller-1"}, private=True))
    teller = replace(world.teller, signer=signer, sealer=Sealer(bytes(32)))
    world.superuser("create table office as select '97.' || n as code from generate_series(1, 553) n")
    world.superuser("grant select on office to ppid_teller_system")
    codes = [f"97.{n}" for n in range(1, 554)]
    for what, entries in (("100 first entries each", 100), ("nothing", 0), ("1 entry each", 1)):
        for code in codes:
            with teller.acting(Context(code, "staff:1")):
                audit.record_all("case.noted", [(uuid4(), {})] * entries)
        begun = time.perf_counter()
        audit_chain.seal_due(teller)
        row(f"the seals of 553 offices, {what}", f"{time.perf_counter() - begun:.2f} s", "")


@cache
def record() -> tuple[list[Link], Seal]:
    """A large record and its seal, entries as long as the platform's."""
    facts = '{"stage": "processing", "article": "UU 14/2008 ps. 22(7)", "due_on": "2026-12-08"}'
    begun = '"2026-11-26T09:00:00.000000", "staff:0b5c6d7e-1f2a-4b3c-8d4e-5f6a7b8c9d0e", "case.decided"'
    links = chain([f'["32.76", {n}, {begun}, "{uuid4()}", {facts}, "00-{n:032x}-{n:016x}-00"]' for n in range(SIZE)])
    return links, seal(links)


def check() -> None:
    """Seconds of the program over an export, and milliseconds of one proof."""
    links, sealed = record()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "32.76" / "registry"
        place.mkdir(parents=True)
        (place / ENTRIES).write_text("".join(map(write_link, links)), "utf-8")
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-S", "-E", "-m", "verifier", folder], check=True, stdout=subprocess.DEVNULL)
        row(f"the verifier over {SIZE:,} entries", f"{time.perf_counter() - begun:.1f} s", "≤ 30 s")
    assert sealed.checkpoint is not None
    begun = time.perf_counter()
    written = proof.write(proof.prove(links, SIZE // 3, sealed.checkpoint))
    row(f"make a proof from {SIZE:,} entries in memory", f"{(time.perf_counter() - begun) * 1000:.0f} ms", "")
    begun = time.perf_counter()
    assert proof.read(written)[0].holds
    row(f"check a proof ({len(written):,} bytes)", f"{(time.perf_counter() - begun) * 1000:.1f} ms", "≤ 20 ms")


def tampers(many: int) -> int:
    """How many of so many random tampers, each alone in the whole record, are found."""
    dice = random.Random(20261126)
    plan = [(list(TAMPERS)[n % len(TAMPERS)], dice.randrange(1, SIZE)) for n in range(many)]
    with ProcessPoolExecutor(2) as pool:
        return sum(pool.map(_found, plan, chunksize=20))


def _found(plan: tuple[str, int]) -> bool:
    kind, at = plan
    links, sealed = record()
    return follow(TAMPERS[kind](links, at), [sealed])[1] != []


if __name__ == "__main__":
    main()
    keep()
