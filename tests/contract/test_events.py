"""What the events promise to other systems, and that the written promises are true."""

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from chassis.relay import known_subscriptions
from chassis.settings import SERVICES
from contracts.envelope import decode
from contracts.event import Event
from ppid.contracts_command import PUBLISHED, breaks
from ppid.event_schemas import data_schema, events, message_schema, tellers
from tests.table import table

ROOT = Path(__file__).parents[2]
EVENTS = events()
PERSONAL = {
    "name", "nik", "email", "phone", "address", "applicant", "contact", "subject", "text", "note", "reason",
    "description", "purpose_text", "birth_date", "filename", "password", "token",
}  # fmt: skip
# The name of an authority and where it is are public knowledge.
PUBLIC_NAMES = {("OfficeListed", "name"), ("OfficeProfiled", "address")}
EXTERNAL = {
    "DocumentDamaged": "for monitoring and the people who restore; documents itself keeps the file from being given",
}

each_event = table("event", EVENTS)


def example(event: type[Event]) -> str:
    return (ROOT / "contracts" / "examples" / f"{event.type()}.json").read_text()


@each_event
def test_an_event_has_an_example_that_comes_back_the_same(event: type[Event]) -> None:
    message = decode(example(event))
    assert type(message.data) is event
    assert json.loads(message.encode()) == json.loads(example(event))


@each_event
def test_an_example_keeps_its_schema(event: type[Event]) -> None:
    checker = jsonschema.Draft202012Validator(message_schema(event), format_checker=jsonschema.FormatChecker())
    checker.check_schema(message_schema(event))
    checker.validate(json.loads(example(event)))


@each_event
def test_a_schema_refuses_an_example_that_lacks_a_field(event: type[Event]) -> None:
    message = json.loads(example(event))
    message["data"].popitem()
    with pytest.raises(jsonschema.ValidationError, match="is a required property"):
        jsonschema.validate(message, message_schema(event), jsonschema.Draft202012Validator)


def test_there_is_no_example_of_nothing() -> None:
    named = {path.stem for path in (ROOT / "contracts" / "examples").iterdir()}
    assert named == {event.type() for event in EVENTS}


@each_event
def test_no_event_carries_a_field_for_people(event: type[Event]) -> None:
    fields = {(event.__name__, field) for field in data_schema(event)["properties"] if field in PERSONAL}
    assert fields - PUBLIC_NAMES == set()


@each_event
def test_an_event_is_told_by_a_service(event: type[Event]) -> None:
    assert set(tellers(event)) <= set(SERVICES)


@each_event
def test_an_event_is_heard_or_meant_for_others(event: type[Event]) -> None:
    heard = any(event in listened for listened in known_subscriptions().values())
    assert heard is not (event.__name__ in EXTERNAL)


def test_every_module_of_contracts_is_known_to_the_catalogue() -> None:
    for path in (ROOT / "contracts").glob("*.py"):
        import_module(f"contracts.{path.stem}")
    assert events() == EVENTS


def test_what_is_published_is_up_to_date() -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "ppid", "contracts", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")


def test_the_asyncapi_document_is_one() -> None:
    meta = json.loads((Path(__file__).parent / "asyncapi-3.0.0.json").read_text())
    document = yaml.safe_load((PUBLISHED / "asyncapi.yaml").read_text())
    jsonschema.Draft7Validator(meta).validate(document)
    references = {reference for reference in _references(document) if reference.startswith("./")}
    assert references == {f"./schemas/{event.type()}.json" for event in EVENTS}
    assert all((PUBLISHED / reference).is_file() for reference in references)


@table(
    "change",
    [
        lambda schema: schema["properties"]["data"]["properties"].pop("number"),
        lambda schema: schema["properties"]["data"]["properties"].update(urgent={"type": "boolean"}),
        lambda schema: schema["properties"]["data"]["properties"]["number"].update(type="integer"),
        lambda schema: schema["properties"]["data"]["required"].remove("number"),
    ],
    ids=["field gone", "field new", "type changed", "no longer required"],
)
def test_a_published_event_does_not_change_its_shape(change: Any) -> None:
    (event,) = (event for event in EVENTS if event.__name__ == "RequestSubmitted")
    changed = message_schema(event)
    change(changed)
    assert breaks(json.dumps(message_schema(event)), json.dumps(changed))


def test_a_published_event_may_be_described_better() -> None:
    schema = message_schema(EVENTS[0])
    assert not breaks(json.dumps(schema), json.dumps({**schema, "description": "Better words."}))


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [reference for inner in value.values() for reference in _references(inner)]
    return [reference for inner in value for reference in _references(inner)] if isinstance(value, list) else []
