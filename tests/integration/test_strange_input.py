"""Whatever stands in a body, a path or a header, no route of any service takes it for a fault of ours.

A service that another one needs may be away here (503): that is no fault of the input.
"""

from collections.abc import Callable
from uuid import uuid4

import pytest
from werkzeug.routing import Rule

from tests.integration.conftest import DEPOK, Working
from tests.table import table

pytestmark = pytest.mark.stack
SERVICES = ("intake", "registry", "documents", "notify")
STAFF = ("officer", "ppid", "superior")
BODIES = {
    "nested too deep": b"[" * 200_000,
    "objects nested too deep": b'{"a":' * 100_000,
    "a number too long": b'{"a":' + b"1" * 5000 + b"}",
    "half a surrogate as a name": b'{"\\ud800": 1}',
    "half a surrogate as a value": b'{"reason": "\\ud800", "statement": "\\ud800", "words": "\\ud800"}',
    "no object": b"[1]",
    "no JSON": b"\xff{",
}
VERSIONS = ('"1"', '"\xb2"', f'"{"9" * 5000}"', '"-1"', "*")


def _path(rule: Rule, text: str) -> str:
    return "".join(
        part if not dynamic else str(uuid4()) if "uuid" in rule._converters[part].__class__.__name__.lower() else text
        for dynamic, part in rule._trace
        if part != "|"
    )


def _rules(working: Working, *methods: str) -> list[tuple[Rule, str]]:
    return [
        (rule, method)
        for rule in working.app.url_map.iter_rules()
        for method in methods
        if method in (rule.methods or ()) and rule.rule.startswith("/v1/")
    ]


@table("kind", BODIES)
@table("service", SERVICES)
def test_no_body_is_a_fault_of_ours(work: Callable[[str], Working], service: str, kind: str) -> None:
    working = work(service)
    for rule, method in _rules(working, "POST", "PUT"):
        answer = working.ask(
            DEPOK, *STAFF, path=_path(rule, "x"), method=method, data=BODIES[kind],
            headers={"If-Match": '"1"', "Content-Type": "application/json"},
        )  # fmt: skip
        assert answer.status_code != 500, (method, rule.rule, answer.text)


@table("text", ["%00", "%FF", "..%2F..", "x" * 5000])
@table("service", SERVICES)
def test_no_path_is_a_fault_of_ours(work: Callable[[str], Working], service: str, text: str) -> None:
    working = work(service)
    for rule, method in _rules(working, "GET", "POST"):
        for roles in ((), STAFF):
            answer = working.ask(DEPOK, *roles, path=f"{_path(rule, text)}?q={text}&request={text}", method=method)
            assert answer.status_code != 500, (method, rule.rule, answer.text)


@table("version", VERSIONS)
@table("service", SERVICES)
def test_no_version_is_a_fault_of_ours(work: Callable[[str], Working], service: str, version: str) -> None:
    working = work(service)
    for rule, method in _rules(working, "POST", "PUT"):
        answer = working.ask(
            DEPOK, *STAFF, path=_path(rule, "x"), method=method, json={}, headers={"If-Match": version}
        )
        assert answer.status_code != 500, (method, rule.rule, answer.text)
