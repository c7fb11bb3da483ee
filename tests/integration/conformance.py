"""Every answer that a service gives in a test is held against what the service publishes of it.

The types of the gateway are generated from the same document (`ppid contracts`), so a field that mypy knows is there.
"""

import re
from functools import cache
from typing import Any

from flask import Flask, Response, request
from jsonschema import Draft202012Validator

Json = dict[str, Any]
BROKEN: list[str] = []  # promises, in the test that runs


def hold(app: Flask) -> Flask:
    """Write down where an app answers otherwise than its document says."""
    document: Json = app.view_functions["openapi"]()  # type: ignore[assignment]

    @cache
    def promised(rule: str, method: str) -> Draft202012Validator:
        path = re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule)
        answers = document["paths"].get(path, {}).get(method.lower(), {}).get("responses", {})
        bodies = [answer.get("content", {}) for status, answer in answers.items() if status.startswith("2")]
        schemas = [body["application/json"]["schema"] for body in bodies if "application/json" in body]
        return Draft202012Validator({**(schemas[0] if schemas else {}), "components": document["components"]})

    def check(response: Response) -> Response:
        if request.url_rule and response.status_code < 300 and response.mimetype == "application/json":
            validator = promised(request.url_rule.rule, request.method)
            BROKEN.extend(
                f"{request.method} {request.url_rule}: {error.json_path} {error.message[:200]}"
                for error in validator.iter_errors(response.get_json())
            )
        return response

    app.after_request(check)
    return app
