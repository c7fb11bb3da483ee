"""What documents is made of."""

from functools import partial

from flask import Flask

from chassis import metrics, pace, web
from chassis.places import Places, files_at_once
from chassis.service import Runtime, Service, Tick
from services.documents import consumers, scanning
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
    checking,
    copying,
    disposing,
    judging,
    previewing,
    reconciling,
    retaining,
    scrubbing,
    sweeping,
)
from services.documents.commands import dispute_files as making
from services.documents.config import Config

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
    app.extensions["growth"] = Places(1)  # whoever asks for proofs takes no thread from files
    return app


# Lanes: what arrives waits for no copy, no dispute's file and no round through what is kept, a round for no storage
# that gives up slowly on a damaged file, and an alarm for nothing.
FILES, COPIES, DISPUTES, READING, ROUNDS = "files", "copies", "disputes", "reading", "rounds"

SERVICE = Service(
    name="documents",
    create_app=create_app,
    handlers=consumers.HANDLERS,
    ticks=(
        Tick("check", 2, checking.attempt_due, FILES, woken=True),
        Tick("copy", 2, copying.attempt_due, COPIES, woken=True),
        Tick("dispute_file", 2, making.attempt_due, DISPUTES, woken=True),
        Tick("scanner", judging.WATCHED_EVERY, judging.watch_scanner),
        Tick("preview", previewing.EVERY, previewing.preview_due, ROUNDS),
        Tick("sweep", 3600, sweeping.sweep, ROUNDS),
        pace.SWEEP,
        Tick("scrub", scrubbing.EVERY, scrubbing.scrub, READING),
        Tick("keep", retaining.EVERY, retaining.keep, ROUNDS),
        Tick("dispose", disposing.EVERY, disposing.carry_out, ROUNDS),
        Tick("reconcile", reconciling.EVERY, reconciling.reconcile, ROUNDS),
    ),
)
