"""What documents needs from outside, and how patient it is."""

from dataclasses import dataclass
from datetime import timedelta

from chassis.service import runtime
from chassis.settings import BadSettings, Settings, Stage

UPLOAD_WITHIN = timedelta(hours=12)  # 2 GB over a 0.4 Mbit/s line; an upload older than this died with its process
CHECK_WITHIN = timedelta(minutes=30)  # scanning and copying 2 GB takes a few minutes; then another may take over
KEEP_SEALS = timedelta(days=3653)  # ten years, as long as any record that they prove
KEEP_AT_LEAST = timedelta(days=730)  # objection, dispute and court together stay below this; holds may prolong it


@dataclass(frozen=True, slots=True)
class Config:
    """Where files lie, who scans them, who gives letters and who sent messages.

    `s3_role` is assumed for one office at a time; empty where the storage gives no sessions. `clamd_address` is
    `host:port`, or None where there is no scanner.
    """

    s3_url: str
    s3_role: str
    clamd_address: str | None
    registry_url: str
    notify_url: str

    @classmethod
    def of(cls, settings: Settings) -> "Config":
        """Read from the settings.

        Raises:
            BadSettings: there is nowhere to put files, or nothing scans them where that is no trial.
        """
        if not settings.s3_url:
            raise BadSettings("PPID_S3_URL is not set")
        if settings.stage is Stage.PRODUCTION and not settings.clamd_address:
            raise BadSettings("PPID_CLAMD_ADDRESS is not set: in production no file is used that was not scanned")
        urls = settings.service_urls
        return cls(settings.s3_url, settings.s3_role, settings.clamd_address or None, urls["registry"], urls["notify"])

    @classmethod
    def here(cls) -> "Config":
        """Of the running process."""
        return cls.of(runtime().settings)
