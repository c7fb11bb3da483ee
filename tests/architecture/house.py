"""The house in figures: `python -m tests.architecture.house` prints what it measures, beside what it is to become."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from contracts.stages import Stage

ROOT = Path(__file__).parents[2]
CODE = ("contracts", "statute", "verifier", "chassis", "services", "gateway", "ppid")
GENERATED = ROOT / "gateway" / "backends" / "shapes"
DOCUMENTS = ROOT / "services" / "documents"
FIELD = "handover"  # of a decision: text that a form asks for, a letter and pages show, and nothing else hangs on
MANY_STAGES = 6  # of a case, spelled in one module: it lists them
GATE = {"cleared", "cleared_at", "replaced", "replaced_by", "suspended"}  # of them follows whether a file may be given


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the table: what it was before, what it is to be at most, and how it is measured."""

    name: str
    before: str
    most: int
    measure: Callable[[], int]


def code() -> Iterator[Path]:
    """Every module that somebody wrote by hand, without tests and migrations."""
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts and path.parent != GENERATED:
                yield path


def lines(paths: Iterator[Path]) -> int:
    """How long they are together."""
    return sum(len(path.read_text().splitlines()) for path in paths)


def of_documents() -> Iterator[Path]:
    """The modules of documents."""
    return (path for path in code() if DOCUMENTS in path.parents)


def tables() -> int:
    """The tables of documents."""
    return sum(path.read_text().count("__tablename__ =") for path in of_documents())


def lanes() -> int:
    """The lanes in which the ticks of documents run, the one that needs no name among them."""
    ticks = [node for node in ast.walk(_tree(DOCUMENTS / "app.py")) if _calls(node, "Tick")]
    named = {ast.unparse(tick.args[3]) for tick in ticks if isinstance(tick, ast.Call) and len(tick.args) > 3}
    return len(named) + any(isinstance(tick, ast.Call) and len(tick.args) < 4 for tick in ticks)


def fields_written_twice() -> int:
    """The fields of answers that the gateway declares by hand."""
    return sum(
        isinstance(line, ast.AnnAssign)
        for path in code()
        if ROOT / "gateway" / "backends" in path.parents
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "TypedDict" for base in node.bases)
        for line in node.body
    )


def stage_homes() -> list[Path]:
    """The modules that spell many stages of a case."""
    stages = {str(stage) for stage in Stage}
    return [path for path in code() if len(stages & _spelled(_tree(path))) >= MANY_STAGES]


def gate_homes() -> list[Path]:
    """The modules of functions that weigh or keep two or more of the facts by which a file may be given."""
    return [
        path
        for path in code()
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef) and len(GATE & _named(node)) > 1
    ]


def files_of_a_field() -> list[Path]:
    """The files by hand that one field of a decision costs; tests come on top."""
    word = re.compile(rf"\b{FIELD}\b")
    pages = [path for kind in ("*.yaml", "*.html") for path in sorted((ROOT / "gateway").rglob(kind))]
    migrations = sorted((ROOT / "services" / "registry" / "migrations").rglob("*.py"))
    hand_written = [path for path in [*code(), *pages] if "report" not in str(path)]  # whose handover is another
    spelling = [path for path in hand_written if word.search(path.read_text())]
    return [*spelling, *[path for path in migrations if word.search(path.read_text())][:1]]


def tests() -> int:
    """The functions that test; each row of a table counts once more when pytest collects it."""
    return sum(
        len(re.findall(r"^def test_", path.read_text(), re.MULTILINE)) for path in (ROOT / "tests").rglob("*.py")
    )


def collected() -> int:
    """What pytest collects of them."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:randomly"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    return len(re.findall("::", said)) or sum(int(many) for many in re.findall(r"\.py: (\d+)$", said, re.MULTILINE))


def words() -> int:
    """The words of all pages in docs."""
    return sum(len(path.read_text().split()) for path in (ROOT / "docs").rglob("*.md"))


BARS = (
    Bar("code, lines", "57,580", 50_000, lambda: lines(code())),
    Bar("code, modules", "630", 520, lambda: len(list(code()))),
    Bar("documents, lines", "18,159", 12_000, lambda: lines(of_documents())),
    Bar("documents, modules", "204", 140, lambda: len(list(of_documents()))),
    Bar("documents, tables", "21", 16, tables),
    Bar("documents, lanes", "6", 4, lanes),
    Bar("HTTP fields written twice", "381", 0, fields_written_twice),
    Bar("homes of `may it be given`", "4", 1, lambda: len(gate_homes())),
    Bar("homes of the stages", "5", 1, lambda: len(stage_homes())),
    Bar("files of one field of a decision", "19", 9, lambda: len(files_of_a_field())),
    Bar("words of docs", "46,000", 18_000, words),
)
COLLECTED = Bar("tests collected", "5,414", 4_000, collected)


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def _calls(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == name


def _spelled(tree: ast.AST) -> set[str]:
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


def _named(tree: ast.AST) -> set[str]:
    return _spelled(tree) | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def main() -> None:
    """Print the table, and where what has several homes lives."""
    print(f"{'':34}{'before':>10}{'now':>10}{'at most':>10}")
    for bar in (*BARS, COLLECTED):
        now = bar.measure()
        print(f"{bar.name:34}{bar.before:>10}{now:>10,}{bar.most:>10,}{'' if now <= bar.most else '  open'}")
    print(f"{'functions that test':34}{'1,924':>10}{tests():>10,}")
    for name, homes in (("stages", stage_homes()), ("gate", gate_homes()), (FIELD, files_of_a_field())):
        print(f"{name}:", *(str(path.relative_to(ROOT)) for path in homes))


if __name__ == "__main__":
    main()
