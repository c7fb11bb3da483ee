"""What documents is made of."""

from functools import partial

from flask import Flask

from chassis import metrics, pace, web
from chassis.places import Places, files_at_once
from chassis.service import Runtime, Service, Tick
from services.documents import consumers, errands, scanning
from services.documents.answers import api as answer_api
from services.documents.config import Config
from services.documents.disputes import api as dispute_api
from services.documents.disputes.commands import DISPUTE
from services.documents.files.api import content, files, issued, parts
from services.documents.files.commands import reconciliation, scanner
from services.documents.files.commands import scrub as scrubbing
from services.documents.files.commands import sweep as sweeping
from services.documents.files.steps.files import COPY, FILE
from services.documents.gate.commands.originals import ORIGINAL
from services.documents.papers.api import papers
from services.documents.papers.api import parts as paper_parts
from services.documents.papers.steps import PAPER
from services.documents.previews import api as preview_api
from services.documents.previews import commands as preview_commands
from services.documents.redaction import api as redaction_api
from services.documents.retention import api as retention_api
from services.documents.retention.commands import disposals as disposing
from services.documents.retention.commands import rounds
from services.documents.seals import api as seals_api

BLUEPRINTS = (
    files.blueprint,
    parts.blueprint,
    content.blueprint,
    preview_api.blueprint,
    issued.blueprint,
    seals_api.blueprint,
    answer_api.blueprint,
    dispute_api.blueprint,
    retention_api.blueprint,
    redaction_api.begun,
    redaction_api.blueprint,
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
        Tick("preview", preview_commands.EVERY, preview_commands.preview_due, ROUNDS),
        Tick("sweep", 3600, sweeping.sweep, ROUNDS),
        pace.SWEEP,
        Tick("scrub", scrubbing.EVERY, scrubbing.scrub, ROUNDS),
        Tick("keep", rounds.EVERY, rounds.keep, ROUNDS),
        Tick("dispose", disposing.EVERY, disposing.carry_out, ROUNDS),
        Tick("reconcile", reconciliation.EVERY, reconciliation.reconcile, ROUNDS),
    ),
)
