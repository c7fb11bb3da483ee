"""The page of figures holds the last run of each command and no other."""

from tests.load.figures import placed

PAGE = "# Figures\n\nHow to read them.\n"


def test_a_run_takes_the_place_of_the_same_commands_run_before_and_of_no_other() -> None:
    page = placed(PAGE, "python -m a", "Monday", [("speed", "1/s", "≥ 2/s")])
    page = placed(page, "python -m ab", "Monday", [("size", "3 MB", "")])
    page = placed(page, "python -m a", "Tuesday", [("speed", "2/s", "≥ 2/s")])
    assert page.startswith(PAGE)
    assert "Monday\n\nwhat | measured | goal\n---|---|---\nsize | 3 MB |\n" in page
    assert "Tuesday\n\nwhat | measured | goal\n---|---|---\nspeed | 2/s | ≥ 2/s" in page
    assert "1/s | ≥" not in page
