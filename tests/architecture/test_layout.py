"""The lines that may not be crossed, checked on every run."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from tests.table import table

ROOT = Path(__file__).parents[2]
CODE = ("contracts", "statute", "verifier", "chassis", "services", "gateway", "ppid", "tests")
ANATOMY = {
    "README.md", "__init__.py", "app.py", "config.py", "domain.py", "models.py", "commands.py", "queries.py",
    "schemas.py", "api.py", "consumers.py", "migrations",
}  # fmt: skip
OWN = {  # what only one service has, and why it is no second door to something else
    "intake": {"receipt.py", "receipt.typ", "objection_receipt.py", "objection_receipt.typ"},
    "documents": {
        "copies.py", "errands.py", "examining.py", "packing.py", "previewing.py", "readers.py", "redaction/annex.py",
        "redaction/annex.typ", "redaction/drawing.py", "redaction/finding.py", "redaction/leaves.py",
        "redaction/measuring.py", "redaction/seeking.py", "redaction/side_by_side.py", "redaction/watermarking.py",
        "scanning.py", "showing.py", "storage.py",
    },
    "notify": {"channels.py", "invitations.py", "templates"},
    "registry": {
        "asking.py", "letters/letter.py", "letters/letter.typ", "letters/letter_docx.py", "reports/report.py",
        "reports/report.typ",
    },
}  # fmt: skip
# A service that outgrew one room: by subject, each with the same names of files. What all rooms share stays above.
ROOMS = {
    "documents": {"files", "gate", "redaction", "papers", "answers", "disputes", "retention", "previews", "seals"},
    "registry": {
        "cases", "decisions", "letters", "objections", "disputes", "dip", "dik", "appointments", "deliveries",
        "reports", "oversight",
    },
}  # fmt: skip
GENERATED = ROOT / "gateway" / "backends" / "shapes"
SHARED = {"README.md", "__init__.py", "app.py", "config.py", "models.py", "consumers.py", "migrations"}
ROOM = {"__init__.py", "api.py", "commands.py", "steps.py", "queries.py", "domain.py", "models.py", "schemas.py"}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "manager"}
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
MACHINES_DAY = re.compile(r"\b(datetime\.now|date\.today)\(")


def _files(*folders: str, pattern: str = "*.py") -> list[Path]:
    return [
        path for folder in folders for path in sorted((ROOT / folder).rglob(pattern)) if "__pycache__" not in path.parts
    ]


def _names(folder: Path) -> set[str]:
    """The modules of a folder, a package by the name of the module that it would be; and its other files."""
    found = [path for path in folder.iterdir() if path.name != "__pycache__"]
    return {f"{path.name}.py" if (path / "__init__.py").exists() else path.name for path in found}


@table("service", sorted(OWN))
def test_a_service_has_the_closed_anatomy_and_nothing_else(service: str) -> None:
    rooms = {f"{room}.py" for room in ROOMS.get(service, ())}
    anatomy = SHARED | rooms if rooms else ANATOMY
    found = _names(ROOT / "services" / service)
    assert (anatomy - found, found - anatomy - OWN[service]) == (set(), set())


@table(("service", "room"), [(service, room) for service, rooms in ROOMS.items() for room in sorted(rooms)])
def test_a_room_has_the_same_names_as_every_other(service: str, room: str) -> None:
    own = {name.partition("/")[2] for name in OWN[service] if name.startswith(f"{room}/")}
    assert _names(ROOT / "services" / service / room) - ROOM - own == set()


def test_no_module_is_called_what_says_nothing() -> None:
    assert [path for path in _files(*CODE) if path.stem in FORBIDDEN_NAMES] == []


def test_files_stay_short_enough_to_read() -> None:
    long = {
        str(path.relative_to(ROOT)): n
        for path in _files(*CODE)
        if path.parent != GENERATED and (n := len(path.read_text().splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_functions_stay_short_enough_to_read() -> None:
    long = []
    for path in _files(*CODE):
        if "versions" in path.parts:
            continue  # a migration is one long list of statements
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and (lines := _lines_of_code(node)) > LONGEST_FUNCTION:
                long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} {lines}")
    assert long == []


def _lines_of_code(function: ast.FunctionDef) -> int:
    """Lines of a function without its docstring: what is promised may be as long as it has to be."""
    first = function.body[0]
    said = ast.get_docstring(function, clean=False)
    return (
        (function.end_lineno or 0) - function.lineno + 1 - ((first.end_lineno or 0) - first.lineno + 1 if said else 0)
    )


@table(
    ("library", "doors"),
    [
        ("pika", {"chassis/broker/rabbit.py"}),
        ("kombu", {"chassis/broker/consuming.py", "chassis/broker/table.py"}),
        (
            "minio",
            {
                f"services/documents/storage/{name}.py"
                for name in ("__init__", "access", "custody", "faults", "file_parts")
            },
        ),
    ],
)
def test_pika_kombu_and_minio_have_one_door_each(library: str, doors: set[str]) -> None:
    importing = {
        str(path.relative_to(ROOT))
        for path in _files("contracts", "statute", "verifier", "chassis", "services", "gateway", "ppid")
        if re.search(rf"^\s*(import|from) {library}\b", path.read_text(), re.MULTILINE)
    }
    assert importing <= doors


def test_the_import_lines_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_migrations_of_a_service_follow_one_another() -> None:
    for service in (*(ROOT / "services").iterdir(), ROOT / "gateway"):
        numbers = sorted(int(path.name.split("_")[1]) for path in (service / "migrations").glob("versions/*.py"))
        assert numbers == [*range(100, 100 + len(numbers))], service.name


def test_no_test_goes_by_the_day_of_the_machine() -> None:
    of_the_machine = {"test_notify_carrier.py"}  # TLS goes by it
    asking = {path.name for path in _files("tests/unit", "tests/integration") if MACHINES_DAY.search(path.read_text())}
    assert asking == of_the_machine
