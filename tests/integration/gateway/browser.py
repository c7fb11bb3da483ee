"""A browser without scripts on one office's host: keeps cookies, sends forms as the page made them."""

import re
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from itertools import count
from typing import Any

from flask import Flask
from werkzeug.test import Client, TestResponse

from tests.prose import slips

RULE_NUMBER = re.compile(r"\b[REP]-\d\d(?:\.[a-z])?\b")  # `R-07`: for programs and who builds, never on a page
NO_PROSE = re.compile(r"<(textarea|code|script).*?</\1>|<[^>]+>", re.DOTALL)
_visitors = count()


def address() -> str:
    """An address that no other test calls from: who fails to sign in too often is turned away by address."""
    n = next(_visitors)
    return f"198.18.{n // 250}.{n % 250 + 1}"  # RFC 2544


class _Form(HTMLParser):
    """Reads the fields of the forms of a page that are sent by POST; the one that signs out only when asked for."""

    def __init__(self, signing_out: bool) -> None:
        super().__init__()
        self.signing_out = signing_out
        self.inside = False
        self.values: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form":
            self.inside = said.get("method", "get") == "post" and (said.get("action") == "/keluar") is self.signing_out
        typed = said.get("type") not in ("radio", "checkbox", "file") or "checked" in said
        if self.inside and tag == "input" and said.get("name") and typed:
            self.values.setdefault(said["name"], []).append(said.get("value") or "")


class Browser:
    """A browser on one office's host: keeps cookies, sends forms as the page made them."""

    def __init__(self, app: Flask, host: str, address: str) -> None:
        self.client: Client = app.test_client()
        self.host = host
        self.address = address
        self.page: TestResponse | None = None
        self.path = "/"

    def get(self, path: str) -> "Browser":
        """Open an address and follow where it leads."""
        return self._open("GET", path)

    def send(self, values: Mapping[str, Any] | None = None, *, to: str | None = None, **headers: str) -> "Browser":
        """Send the page's form with what was typed."""
        form = _Form(to == "/keluar")
        form.feed(self.text)
        data: dict[str, Any] = {**form.values, **(values or {})}
        action = to or self._action() or self.path
        return self._open("POST", action, data=data, headers=headers)

    @property
    def text(self) -> str:
        """The page as HTML."""
        assert self.page is not None
        return self.page.text

    @property
    def words(self) -> str:
        """The page's words, tags taken out."""
        main = self.text.partition("<main")[2].partition("</main>")[0]
        return _words(main)

    def row(self, listed: str, path: str) -> str:
        """The words of the row that leads to a path, on whichever page of a list it is; none where it is not."""
        for number in count(1):
            self.get(f"{listed}?hal={number}")
            for row in re.findall(r"<tr role=\"row\">(.*?)</tr>", self.text, re.DOTALL):
                if f'href="{path}"' in row:
                    return _words(row)
            if f"hal={number + 1}" not in self.text:
                break
        return ""

    @property
    def status(self) -> int:
        """The page's status."""
        assert self.page is not None
        return self.page.status_code

    def _texts(self) -> list[str]:
        """The runs of words between the page's tags; what is typed stands in fields, as programs take it."""
        main = self.text.partition("<main")[2].partition("</main>")[0]
        return [unescape(text) for text in NO_PROSE.sub("\0", main).split("\0")]

    def _action(self) -> str:
        forms = re.findall(r"<form[^>]*method=\"post\"[^>]*>", self.text)
        actions = [re.search(r'action="([^"]*)"', form) for form in forms if "/keluar" not in form]
        return unescape(actions[0][1]) if actions and actions[0] else ""

    def _open(self, method: str, path: str, **options: Any) -> "Browser":
        headers = {"Host": self.host, "X-Forwarded-For": self.address} | options.pop("headers", {})
        options.setdefault("buffered", True)
        answer = self.client.open(path, method=method, base_url=f"http://{self.host}:8080", headers=headers, **options)
        while answer.status_code in (301, 302, 303, 308):
            path = answer.headers["Location"]
            answer = self.client.get(path, base_url=f"http://{self.host}:8080", headers=headers)
        self.page, self.path = answer, path.partition("#")[0]
        if answer.mimetype == "text/html":
            assert not (found := RULE_NUMBER.findall(self.words)), f"{path} shows people the number of a rule: {found}"
            assert path == "/api" or not (found := slips(self._texts())), (
                f"{path} holds a slip: {found}: {[t for t in self._texts() if found[0] in t]}"
            )
        return self


def file(content: bytes = b"%PDF-1.7 jawaban", name: str = "jawaban.pdf") -> tuple[BytesIO, str]:
    """A file as a form sends it."""
    return BytesIO(content), name


def _words(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))
