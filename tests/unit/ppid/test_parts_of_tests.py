"""The real parts that the tests start: one that fails takes no other with it, and one that ends is named."""

import sys
from collections.abc import Iterator
from pathlib import Path
from signal import SIGKILL

import pytest

from tests.localcompose import project
from tests.localcompose.part import FailedError, Part, Program, Recipe, Room
from tests.localcompose.project import Project
from tests.waiting import until

# A part outlives the process that starts it, which here goes on and is told so.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def _recipe(body: str) -> Recipe:
    """A part that runs one Python program; it is ready once that has said so."""

    def prepare(room: Room) -> Part:
        program = Program(name="program", argv=[sys.executable, "-uc", f"print('ready'); {body}"])
        return Part(programs=[program], ready=lambda: "ready" in (room.folder / "program.log").read_text())

    return Recipe((), prepare)


STAYS, BREAKS = _recipe("import signal; signal.pause()"), Recipe((), lambda room: _broken())


def _broken() -> Part:
    return Part(programs=[Program(name="program", argv=["/bin/false"])], ready=lambda: False)


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    monkeypatch.setattr(project, "_projects", lambda: tmp_path)
    monkeypatch.setattr(project, "RECIPES", {"stays": STAYS, "falls": STAYS, "breaks": BREAKS})
    made = Project("parts")
    yield made
    made.down(with_data=True)


def test_a_part_that_does_not_start_leaves_the_others_running(parts: Project) -> None:
    parts.up(["stays"])
    with pytest.raises(FailedError, match="breaks died"):
        parts.up(["breaks"])
    assert parts.services["stays"].runs()


def test_a_part_that_ended_by_itself_is_named_with_its_last_words(parts: Project) -> None:
    parts.up(["stays", "falls"])
    (process,) = parts.services["falls"].processes
    process.signal(SIGKILL)
    until(lambda: not process.alive())
    assert parts.exited() == ["falls"]
    assert "ready" in parts.log("falls")


def test_a_later_process_with_the_same_number_is_not_the_part(parts: Project) -> None:
    parts.up(["stays"])
    (process,) = parts.services["stays"].processes
    process.born -= 1
    assert not process.alive()
    process.born += 1
    assert process.alive()
