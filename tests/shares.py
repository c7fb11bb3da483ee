"""How `pytest -n 3` shares the tests: what one runner takes whole, and what is taken first.

A runner starts real parts and databases of its own, so tests that need the same costly part stay together.
"""

CHAOS, DESCRIPTION = "tests/integration/delivery/test_chaos.py", "tests/integration/test_api_description.py"
APART = (CHAOS, DESCRIPTION)  # long files whose tests need nothing of each other
PLATFORM = "tests/e2e/"  # one embedded platform and one browser
RABBITMQ = ("tests/integration/delivery/", "tests/integration/test_real_parts.py")
# The longest first. A runner is handed its next share before it is done with the last test of the one before, so a
# long one that comes late may have to wait for another long one while other runners have nothing left.
LONG = (
    PLATFORM,
    CHAOS,
    "tests/unit/documents/test_examining.py",
    DESCRIPTION,
    "tests/integration/embedded/test_platform.py",
    *RABBITMQ,
)


def share(nodeid: str) -> str:
    """What a test belongs to: its file, but for what shares a costly part."""
    if nodeid.startswith(APART):
        return nodeid
    if nodeid.startswith(PLATFORM):
        return PLATFORM
    if nodeid.startswith(RABBITMQ):
        return RABBITMQ[0]
    return nodeid.partition("::")[0]


def turn(nodeid: str) -> int:
    """When a test has its turn: the longest first, then all others in whatever order they are."""
    return next((place for place, long in enumerate(LONG) if nodeid.startswith(long)), len(LONG))
