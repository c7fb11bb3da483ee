"""The register under weight: a full queue, a large public list, and a decree that moves every open deadline.

`make bench` calls it after the platform's own figures. It starts a platform of its own, plants what it needs as the
database's superuser (nothing else could in reasonable time), asks through the edge like everybody, and stops it.
"""

import os
import random
import subprocess
import tempfile
import time
import uuid
from pathlib import Path
from urllib.parse import quote

import psycopg

from ppid.environment import parse
from ppid.offices import offices
from tests.load.bench import BIN, EDGE, HOST, access_token, expect, platform
from tests.load.figures import keep, row
from tests.load.hammer import Load, Request, hammer

OFFICE = "32.76"
IN_OFFICE, OPEN_CASES, PUBLISHED = 10_000, 100_000, 100_000
CLIENTS, CALLS = 2, 600  # two people at once on a machine of two cores
TABS = ("open", "late", "decided", "all")

# Received on working days of October 2026; the dates are those that a calendar with one day off fewer would give.
_CASES = """
insert into case_file (tenant, id, number, channel, applicant_kind, category, received_at, regime, regime_reason, stage,
    due_on, extended_due_on, registered_on, version)
select %(office)s, gen_random_uuid(), %(office)s || '/berat/' || n, 'portal', 'person', 'lainnya', received, 'ordinary',
    'Rezim umum.', %(stage)s, received::date + 9, received::date + 20, received::date, 1
from generate_series(%(first)s::int, %(last)s::int) n,
    lateral (select timestamptz '2026-10-01 02:15Z' + (n %% 28) * interval '1 day') day (received)
"""
_PUBLISH = """
insert into published_information (tenant, id, number, summary, kind, unit, form, made_on, published_at)
select %(office)s, id, 1, summary, kind, 'Subbagian ' || unit, 'softcopy', date '2020-01-01' + (n %% 2400)::int,
    timestamptz '2024-01-01' + n * interval '1 minute'
from unnest(%(ids)s::uuid[], %(summaries)s::text[], %(kinds)s::text[], %(units)s::text[])
    with ordinality as entry (id, summary, kind, unit, n)
"""
_LEARN = """
insert into published_word (word, stem)
select word, coalesce((ts_lexize('indonesian_stem', word))[1], word)
from ts_stat($$select to_tsvector('simple', translate(summary || ' ' || unit, '-/', '  '))
    from published_information$$)
where length(word) between 3 and 40 on conflict do nothing
"""
_WHAT = (
    "Laporan", "Keputusan", "Berita acara", "Rekapitulasi", "Daftar", "Rencana", "Kontrak", "Risalah", "Pengumuman",
    "Notula", "Perjanjian",
)  # fmt: skip
_OF = (
    "realisasi anggaran", "penetapan pasangan calon", "pemutakhiran daftar pemilih", "pengadaan logistik",
    "dana kampanye", "hasil penghitungan suara", "kinerja tahunan", "barang milik negara", "sosialisasi pemilih",
    "rapat pleno terbuka", "pembentukan badan ad hoc", "layanan informasi publik", "verifikasi partai politik",
)  # fmt: skip
_UNITS = ("Keuangan", "Hukum", "Teknis", "Data dan Informasi", "Logistik", "Partisipasi Masyarakat")
_KINDS = ("periodic", "immediate", "standing")
# As people type: whole, inflected, mistyped, several words, a place, hardly telling.
QUERIES = (
    "anggaran", "menetapkan calon", "rekapitulsi", "laporan realisasi anggaran 2024", "kecamatan 117", "dana kampaye",
    "pengumuman", "perhitungan suara kecamatan", "logistk pengadaan kontrak", "daftar pemilih 2023", "xyzzy", "",
)  # fmt: skip


def main() -> None:
    """Plant, measure, print."""
    with tempfile.TemporaryDirectory(prefix="ppid-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        var = Path(folder) / "var"
        with platform(var):
            environment = parse((var / "ppid.env").read_text("utf-8"))
            admin = environment["PPID_ADMIN_DATABASE_URL"].rpartition("/")[0] + "/ppid_registry"
            with psycopg.connect(admin, autocommit=True) as database:
                open_cases = plant_cases(database)
                plant_list(database)
                database.execute("vacuum analyze")
            queue, search = measure()
            row(f"queue of an office with {IN_OFFICE:,} cases, p95", f"{queue.percentile(0.95):.0f} ms", "≤ 60 ms")
            row(f"search over {PUBLISHED:,} published entries, p95", f"{search.percentile(0.95):.0f} ms", "≤ 80 ms")
            seconds = recount(var, open_cases)
            row(f"recount of {open_cases:,} open cases of {len(offices())} offices", f"{seconds:.1f} s", "≤ 60 s")


def plant_cases(database: "psycopg.Connection[tuple[object, ...]]") -> int:
    """10,000 cases in one office, three of ten open, and open ones in all others; how many are open in all."""
    others = [code for code in offices() if code != OFFICE]
    in_office = IN_OFFICE * 3 // 10
    each = -(-(OPEN_CASES - in_office) // len(others))
    plan = [(OFFICE, "processing", in_office, 0), (OFFICE, "withdrawn", IN_OFFICE - in_office, in_office)]
    for code, stage, cases, before in plan + [(code, "processing", each, 0) for code in others]:
        database.execute(_CASES, {"office": code, "stage": stage, "first": before + 1, "last": before + cases})
    return in_office + each * len(others)


def plant_list(database: "psycopg.Connection[tuple[object, ...]]") -> None:
    """100,000 entries in one office's public list, in words as offices use them."""
    dice = random.Random(20260313)
    lines = [
        f"{dice.choice(_WHAT)} {dice.choice(_OF)} kecamatan {dice.randrange(400)} tahun {2018 + n % 9}"
        for n in range(PUBLISHED)
    ]
    entries = {
        "office": OFFICE,
        "ids": [uuid.UUID(int=dice.getrandbits(128)) for _ in lines],
        "summaries": lines,
        "kinds": [dice.choice(_KINDS) for _ in lines],
        "units": [dice.choice(_UNITS) for _ in lines],
    }
    database.execute(_PUBLISH, entries)
    database.execute(_LEARN)


def measure() -> tuple[Load, Load]:
    """Ask for every tab and several pages of the queue, and search in every way."""
    headers = {"Host": HOST, "Authorization": f"Bearer {access_token('registry')}"}

    def queue(n: int) -> Request:
        page = 1 + (n // len(TABS)) % 5
        return "GET", f"/api/registry/v1/cases?tab={TABS[n % len(TABS)]}&page={page}&size=50", None, headers

    def search(n: int) -> Request:
        return "GET", f"/api/registry/v1/published?q={quote(QUERIES[n % len(QUERIES)])}", None, {"Host": HOST}

    loads = []
    for make in (queue, search):
        hammer(EDGE, make, clients=CLIENTS, calls=2 * len(QUERIES))  # warm
        loads.append(hammer(EDGE, make, clients=CLIENTS, calls=CALLS))
        expect(loads[-1], 200)
    return loads[0], loads[1]


def recount(var: Path, open_cases: int) -> float:
    """Seconds of `ppid statute recompute` from its start to its end, while the platform carries the events.

    Raises:
        SystemExit: it did not move every open case.
    """
    started = time.perf_counter()
    command, env = [BIN / "ppid", "statute", "recompute"], os.environ | {"PPID_VAR": str(var)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    if f"\n{open_cases} dari {open_cases} permohonan terbuka dihitung ulang.\n" not in done.stdout:
        raise SystemExit(f"recount: {done.stdout[-300:]} {done.stderr[-300:]}")
    return seconds


if __name__ == "__main__":
    main()
    keep()
