"""The look, measured: contrast of every pair of colours in use, weight of the style sheet, nothing from elsewhere."""

import re
from pathlib import Path

from gateway.portal import look, pages
from tests.table import table

STATIC = Path(look.__file__).parents[1] / "static"
SHEET = (STATIC / "app.css").read_text("utf-8")
TEMPLATES = STATIC.parent / "templates"
ICONS = (TEMPLATES / "icons.html").read_text("utf-8")
TONES = ("positive", "negative", "warning", "info")
TEXT, GRAPHIC = 4.5, 3.0  # WCAG 2.2, success criteria 1.4.3 and 1.4.11
PAIRS = [
    *((TEXT, f"content-{ink}", f"surface-{paper}")
      for ink in ("primary", "secondary", "brand") for paper in ("page", "raised", "sunken", "brand-soft")),
    *((TEXT, f"content-{tone}", f"surface-{paper}") for tone in TONES for paper in (tone, "page", "raised")),
    *((TEXT, "content-primary", f"surface-{tone}") for tone in TONES),
    *((TEXT, ink, paper) for ink in ("content-inverse", "content-inverse-secondary")
      for paper in ("surface-brand", "surface-brand-strong")),
    (TEXT, "brand-800", "brand-100"),
    (TEXT, "brand-900", "surface-brand-soft"),
    (TEXT, "content-brand", "brand-100"),
    (GRAPHIC, "border-strong", "surface-raised"),
    (GRAPHIC, "border-strong", "surface-page"),
    (GRAPHIC, "border-brand", "surface-page"),
    (GRAPHIC, "neutral-400", "surface-raised"),
    (GRAPHIC, "focus", "surface-page"),
    (GRAPHIC, "focus", "surface-raised"),
]  # fmt: skip


def colour(token: str) -> str:
    """The colour behind a token, through as many tokens as it takes."""
    found = re.search(rf"--{re.escape(token)}:\s*([^;]+);", SHEET)
    assert found, f"--{token} is not declared"
    inner = re.fullmatch(r"var\(--([\w-]+)\)", found[1].strip())
    return colour(inner[1]) if inner else found[1].strip()


def luminance(hexadecimal: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(hexadecimal[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@table(("least", "ink", "paper"), PAIRS)
def test_every_pair_of_colours_can_be_read(least: float, ink: str, paper: str) -> None:
    light, dark = sorted((luminance(colour(ink)), luminance(colour(paper))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= least


def test_the_style_sheet_stays_light_and_in_layers() -> None:
    assert len(SHEET.encode()) <= 25_000
    assert "@layer reset, tokens, page, layout, parts, print;" in SHEET
    assert "!important" not in SHEET


def test_nothing_comes_from_elsewhere() -> None:
    assert re.findall(r"https?://", SHEET) == []
    for name in re.findall(r'url\("([^"]+)"\)', SHEET):
        file = STATIC / name.removeprefix("/static/")
        assert file.is_file()
        assert (file.parent / "LICENSE").is_file()


CODE_FROM_WORDS = {
    "unescaped, but for our own constants": r"""(?<!PATHS\[name\] )(?<!" )(?<!' )\|\s*safe\b""",
    "escaping switched off": r"autoescape",
    "a handler": r"<[^>{]*\son[a-z]+\s*=\s*[\"']",
    "a script of its own": r"<script(?! (type=\"module\" )?src=| type=\"application/json\")",
    "a style of its own": r"<[^>{]*\sstyle\s*=",
    "a value without quotes": r"<[^>\"{]*\s[a-z-]+=\{\{",
    "an address that is code": r"javascript:",
}


@table("code", CODE_FROM_WORDS.values())
def test_no_template_lets_words_of_people_become_code(code: str) -> None:
    assert [str(path) for path in TEMPLATES.rglob("*.html") if re.search(code, path.read_text())] == []


def test_a_column_of_a_page_stands_where_it_is_read() -> None:
    rules = re.findall(r"\.columns[^{]*\{([^}]*)\}", SHEET)
    assert rules
    assert [rule for rule in rules if re.search(r"grid-(row|column)\b|order:", rule)] == []


def test_every_state_has_an_icon_and_a_tone_that_exist() -> None:
    shown = [*look.STATES.values(), *look.CLOCKS.values(), *look.MESSAGES.values(), *look.FILES.values()]
    assert [icon for _, icon in shown if f'"{icon}": ' not in ICONS] == []
    assert {tone for tone, _ in shown} <= {*TONES, ""}


def test_a_number_breaks_nowhere_unless_it_is_longer_than_a_line_and_is_never_code() -> None:
    assert pages.unbroken("001/PPID-P/32.76") == '<span class="nowrap">001/PPID-P/32.76</span>'
    assert pages.unbroken("<b>" + "0-" * 20) == "&lt;b&gt;" + "0-" * 20


def test_a_state_that_is_new_to_us_looks_neutral() -> None:
    assert look.state_look("belum-dikenal") == ("", "info")


def test_paper_gets_tables_as_tables_and_a_sheet_of_its_own() -> None:
    assert "@media (max-width" not in SHEET, "a sheet of A4 is narrow: rules for narrow screens say screen"
    assert "@media print" not in SHEET
    assert "@page wide { size: A4 landscape; }" in (STATIC / "print.css").read_text("utf-8")
