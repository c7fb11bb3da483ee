"""Blackening under weight: how long twenty pages take from the proposal to a copy that the release gate has read.

`python -m tests.load.documents` calls it; alone it measures what the copy costs the processor and how well it is read,
without a platform.
"""

import json
import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from services.documents import copies
from services.documents.copies import pages as pages_of_copies
from services.documents.files.domain.formats import PDF
from services.documents.readers import pages, reading
from tests.corpora.leaking_pdfs import clean, paper, said, saved
from tests.load.figures import keep, row

PAGES, LINES = 20, 40
WORDS = "Daftar hadir rapat pleno rekapitulasi hasil penghitungan suara tingkat kecamatan"
MADE_ON = datetime(2026, 11, 26, tzinfo=UTC)
BOX = (0.1, 0.2, 0.5, 0.03)
DRAWN_IN = PAGES  # seconds: a box a second is quick
ASKED_EVERY = 2  # seconds, like the desk's page; when the gate had read it, the file itself tells
Ask = Callable[..., Any]  # method, path below documents, body, If-Match: what was answered


def main() -> None:
    """Measure what a copy costs, print."""
    with tempfile.TemporaryFile() as file:
        file.write(written())
        file.flush()
        started, before = time.perf_counter(), _worked()
        boxes = {page: [(*BOX, "h")] for page in range(1, PAGES + 1)}
        made = copies.make(file, PDF.media_type, title="Salinan", made_on=MADE_ON, boxes=boxes, annex=clean())
    with made.content:
        copy = made.content.read()
    seconds = time.perf_counter() - started
    row(f"copy of {PAGES} pages with words: {made.readable}", f"{seconds:.1f} s", "")
    row("work of the processor for it", f"{_worked() - before:.1f} s", "")
    row("words of its first page read right, of those to be seen", "{} of {}".format(*right(copy)), "")
    row("size of it", f"{len(copy) / (1 << 20):.1f} MB", "")
    if shutil.which("tesseract") is None:
        row("copy in relation to tesseract's program", "not measured", "it is not here")
        return
    bare = read_barely()
    row(f"the program tesseract reading {PAGES} such pictures, nothing else", f"{bare:.1f} s", "")
    row("copy in relation to that", f"{seconds / bare:.0%}", "")


def measure(document_id: str, ask: Ask, drawing: int) -> None:
    """Blacken a document of the platform and wait for the copy that a second person would look at.

    Args:
        drawing: seconds from the first look at its pages to the proposal.
    """
    begun = ask("POST", f"/documents/{document_id}/redactions", None, None)
    names = ("x", "y", "width", "height")
    boxes = [dict(zip(names, BOX, strict=True)) | {"page": page, "ground": "h"} for page in range(1, PAGES + 1)]
    path = f"/redactions/{begun['id']}"
    time.sleep(drawing)
    saved_now = ask("PUT", f"{path}/boxes", {"boxes": boxes}, begun["version"])
    started = datetime.now(UTC)
    found = ask("POST", f"{path}/proposal", {}, saved_now["version"])
    while found["copy"]["state"] == "making":
        time.sleep(ASKED_EVERY)
        found = ask("GET", path, None, None)
    if found["copy"]["state"] != "ready":
        raise SystemExit(f"no copy: {json.dumps(found['copy'])}")
    copy = ask("GET", f"/documents/{found['copy']['document']}", None, None)
    seconds = (datetime.fromisoformat(copy["clearance"]["checked_at"]) - started).total_seconds()
    what = f"{PAGES} pages, drawn in {drawing} s, from the proposal to a copy that the gate has read"
    row(what, f"{seconds:.1f} s", "≤ 10 s")


def read_barely() -> float:
    """Seconds in which tesseract's program reads the pages as the copy shows them, one for each core at once."""
    with tempfile.TemporaryDirectory() as folder, pages.opened(BytesIO(written())) as file:
        pictures = [f"{folder}/{number}.png" for number in range(PAGES)]
        for number, picture in enumerate(pictures):
            pages.picture(file[number], pages_of_copies.DPI).save(picture)
        started = time.perf_counter()
        with ThreadPoolExecutor(os.cpu_count()) as readers:
            list(readers.map(_read, pictures))
        return time.perf_counter() - started


def _read(picture: str) -> None:
    command = ["tesseract", picture, picture, "-l", reading.LANGUAGE, "tsv"]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"OMP_THREAD_LIMIT": "1"})


def written(count: int = PAGES) -> bytes:
    """A document of full pages, as offices write them."""
    words = WORDS.split()
    lines = [" ".join(words[(line + word) % len(words)] for word in range(10)) for line in range(LINES)]
    page = b"".join(said(line, y=800 - 18 * place, size=11) for place, line in enumerate(lines))
    return saved(paper(*[page + said(f"halaman {number}", y=60) for number in range(1, count + 1)]))


def right(copy: bytes) -> tuple[int, int]:
    """How many words of the first page can be copied from the copy, of how many that no box touches."""
    left, top, width, height = BOX
    hidden = pages.Box(left, top, left + width, top + height)
    seen, word = Counter[str](), list[pages.Letter]()
    for letter in [*_letters(written()), pages.Letter(" ", None)]:
        if letter.box:
            word.append(letter)
        elif word:
            if not any(_touch(hidden, one.box) for one in word if one.box):
                seen["".join(one.text for one in word)] += 1
            word = []
    there = Counter("".join(letter.text for letter in _letters(copy)).split())
    return (seen & there).total(), seen.total()


def _letters(content: bytes) -> list[pages.Letter]:
    with pages.opened(BytesIO(content)) as file:
        return pages.letters(file[0])


def _touch(one: pages.Box, other: pages.Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def _worked() -> float:
    """Seconds of the processor that ended children took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
    keep()
