"""How `pytest -n 2` shares the tests: what one runner takes whole, and what is taken first.

A runner starts real parts and databases of its own, so tests that need the same costly part stay together.
"""

from xdist.scheduler import LoadScopeScheduling

# Long files whose tests need nothing of each other.
APART = ("tests/integration/delivery/test_chaos.py", "tests/integration/test_api_description.py")
PLATFORM = "tests/e2e/"  # one embedded platform and one browser
RABBITMQ = ("tests/integration/delivery/", "tests/integration/test_real_parts.py")
LONG = (PLATFORM, *APART)


class Shares(LoadScopeScheduling):
    """Shares are files, but for what shares a costly part."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(APART):
            return nodeid
        if nodeid.startswith(PLATFORM):
            return PLATFORM
        if nodeid.startswith(RABBITMQ):
            return RABBITMQ[0]
        return nodeid.partition("::")[0]
