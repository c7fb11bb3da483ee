"""What the gateway needs from outside is in `chassis.settings`; this says what it makes of it."""

from datetime import timedelta

from chassis.settings import Settings, Stage

IDLE = timedelta(minutes=30)  # a desk left alone over a coffee is signed out
ABSOLUTE = timedelta(hours=12)  # one working day, overtime included
DRAFT_KEPT = timedelta(days=7)  # long enough to fetch a letter of attorney, short enough for personal data
LARGEST_FILE = 2_000_000_000  # bytes; the documents service refuses more
LARGEST_PART = 8 << 20  # bytes of a part of a file, which is held in memory; the documents service asks for 5 MiB
LARGEST_CHECKED = 100 << 20  # bytes of a file that anybody may have hashed here; a browser hashes larger ones itself
LARGEST_PAPERS = 32 << 20  # bytes of a form with papers, which are held in memory: three of the largest
LARGEST_FORM = 1 << 20  # bytes of a form without a file
ACCESS_TOKEN_SECONDS = 600
AUDIENCES = ("intake", "registry", "documents", "notify")
DEMO_PASSWORD = "contoh-ppid-2026"  # noqa: S105 - printed at every start; such accounts do not exist in production
DEMO_STAGES = frozenset({Stage.EMBEDDED, Stage.COMPOSE})


def demo_allowed(settings: Settings) -> bool:
    """Whether demonstration accounts may exist and sign in: never in production."""
    return settings.stage in DEMO_STAGES


def secure(settings: Settings) -> bool:
    """Whether people reach the platform over https, so that cookies may insist on it."""
    return settings.edge_url.startswith("https://")
