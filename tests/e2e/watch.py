"""Somebody who looks over the shoulder of who walks: axe on every page, no page wider than its screen."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe-core@4.14.1" / "axe.min.js").read_text("utf-8")
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # the rest is not looked up for us
    "preload": False,  # our style sheets are no riddle to it, and there is no sound
}
HEIGHT = 900
RULE_NUMBER = re.compile(r"\b[REP]-\d\d(?:\.[a-z])?\b")  # `R-07`: for programs and who builds, never on a page


class Watch:
    """Looks at every page on the way and writes down what is wrong.

    With widths in pixels every page is measured at each and axe looks at the first and the last; without, at the page
    as it stands.
    """

    def __init__(self, widths: Sequence[int] = ()) -> None:
        self.widths = widths
        self.seen: list[str] = []
        self.wrong: list[str] = []

    def __call__(self, page: Page, name: str) -> None:
        """Look at a page. One load serves all widths, since reaching a page costs more than looking at it."""
        self.seen.append(name)
        page.evaluate(AXE)
        for width in self.widths:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            self._measure(page, name)
            if width in (self.widths[0], self.widths[-1]):
                self._examine(page, f"{name}, {width} px")
        if not self.widths:
            self._measure(page, name)
            self._examine(page, name)
        if found := RULE_NUMBER.findall(page.inner_text("main")):
            self.wrong.append(f"{name}: the number of a rule: {found}")
        if page.locator("h1").count() != 1:
            self.wrong.append(f"{name}: {page.locator('h1').count()} headings of the first rank")
        if page.locator("main .button:not(.second)").count() > 1:
            self.wrong.append(f"{name}: more than one primary button")

    def _examine(self, page: Page, name: str) -> None:
        found: dict[str, Any] = page.evaluate("rules => axe.run(document, rules)", RULES)
        for violation in found["violations"]:
            places = [node["target"] for node in violation["nodes"]][:3]
            self.wrong.append(f"{name}: {violation['id']}: {violation['help']}: {places}")

    def _measure(self, page: Page, name: str) -> None:
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if too_wide > 0:
            self.wrong.append(f"{name}: {too_wide} px wider than a screen of {page.viewport_size}")
