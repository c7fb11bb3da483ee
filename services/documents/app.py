"""What documents is made of."""

from functools import partial

from flask import Flask

from chassis import metrics, pace, web
from chassis.places import Places, files_at_once
from chassis.service import Runtime, Service, Tick
from services.documents import consumers, errands, scanning
from services.documents.api import (
    answers,
    checkpoints,
    content,
    disposals,
    dispute_files,
    file_parts,
    files,
    issued,
    paper_parts,
    papers,
    previews,
    redactions,
)
from services.documents.commands import (
    disposing,
    previewing,
    reconciling,
    retaining,
    scanner,
    scrubbing,
    sweeping,
)
from services.documents.commands.dispute_files import DISPUTE
from services.documents.commands.originals import ORIGINAL
from services.documents.config import Config
from services.documents.steps.files import COPY, FILE
from services.documents.steps.papers import PAPER

BLUEPRINTS = (
    files.blueprint,
    file_parts.blueprint,
    content.blueprint,
    previews.blueprint,
    issued.blueprint,
    checkpoints.blueprint,
    answers.blueprint,
    dispute_files.blueprint,
    disposals.blueprint,
    redactions.begun,
    redactions.blueprint,
    papers.blueprint,
    paper_parts.blueprint,
)


def create_app(runtime: Runtime) -> Flask:
    """The web app of documents.

    Raises:
        BadSettings: see `Config.of`.
    """
    Config.of(runtime.settings)  # what is missing is said now and not to the first who sends a file
    app = web.create_app(runtime, *BLUEPRINTS, title="Berkas")
    if address := runtime.settings.clamd_address:
        metrics.figure("scanner_answers", "1 while the virus scanner answers", partial(scanning.answers, address))
    app.extensions["files"] = Places(files_at_once(runtime.settings.threads))
    app.extensions["papers"] = Places(files_at_once(runtime.settings.threads))  # applicants' do not keep the desk's out
    app.extensions["copies"] = Places(
        files_at_once(runtime.settings.threads), each=1
    )  # one of an office waits for its copy
    app.extensions["growth"] = Places(1)  # whoever asks for proofs takes no thread from files
    return app


# Lanes: what arrives waits for no copy and no round through what is kept, a copy for no dispute's file, and an alarm
# for nothing.
FILES, COPIES, ROUNDS = "files", "copies", "rounds"


def _taken_up(kind: str, lane: str) -> Tick:
    """A tick that takes up the errands of a kind as soon as one is due."""
    return Tick(kind, 2, lambda working: errands.attempt_due(working, kind), lane, woken=True)


SERVICE = Service(
    name="documents",
    create_app=create_app,
    handlers=consumers.HANDLERS,
    ticks=(
        _taken_up(FILE, FILES),
        _taken_up(PAPER, FILES),
        _taken_up(COPY, COPIES),
        _taken_up(ORIGINAL, COPIES),
        _taken_up(DISPUTE, ROUNDS),
        Tick("scanner", scanner.WATCHED_EVERY, scanner.watch),
        Tick("preview", previewing.EVERY, previewing.preview_due, ROUNDS),
        Tick("sweep", 3600, sweeping.sweep, ROUNDS),
        pace.SWEEP,
        Tick("scrub", scrubbing.EVERY, scrubbing.scrub, ROUNDS),
        Tick("keep", retaining.EVERY, retaining.keep, ROUNDS),
        Tick("dispose", disposing.EVERY, disposing.carry_out, ROUNDS),
        Tick("reconcile", reconciling.EVERY, reconciling.reconcile, ROUNDS),
    ),
)
