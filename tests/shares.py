"""How `pytest -n 2` shares the tests: what one runner takes whole, and what is taken first.

A runner starts real parts and databases of its own, so tests that need the same costly part stay together.
"""

# Long files whose tests need nothing of each other.
APART = ("tests/integration/delivery/test_chaos.py", "tests/integration/test_api_description.py")
PLATFORM = "tests/e2e/"  # one embedded platform and one browser
RABBITMQ = ("tests/integration/delivery/", "tests/integration/test_real_parts.py")
LONG = (PLATFORM, *APART)


def share(nodeid: str) -> str:
    """What a test belongs to: its file, but for what shares a costly part."""
    if nodeid.startswith(APART):
        return nodeid
    if nodeid.startswith(PLATFORM):
        return PLATFORM
    if nodeid.startswith(RABBITMQ):
        return RABBITMQ[0]
    return nodeid.partition("::")[0]
