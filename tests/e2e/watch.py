"""Somebody who looks over the shoulder of who walks: axe on every page, no page wider than its screen."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe-core@4.14.1" / "axe.min.js").read_text("utf-8")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


class Watch:
    """Looks at every page on the way and writes down what is wrong."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.wrong: list[str] = []

    def __call__(self, page: Page, name: str) -> None:
        """Look at a page."""
        self.seen.append(name)
        page.evaluate(AXE)
        found: dict[str, Any] = page.evaluate("rules => axe.run(document, rules)", RULES)
        for violation in found["violations"]:
            places = [node["target"] for node in violation["nodes"]][:3]
            self.wrong.append(f"{name}: {violation['id']}: {violation['help']}: {places}")
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if too_wide > 0:
            self.wrong.append(f"{name}: {too_wide} px wider than the screen")
        if page.locator("h1").count() != 1:
            self.wrong.append(f"{name}: {page.locator('h1').count()} headings of the first rank")
        if page.locator("main .button:not(.second)").count() > 1:
            self.wrong.append(f"{name}: more than one primary button")
