"""What the registry needs from outside beyond `chassis.settings`."""

from dataclasses import dataclass

from chassis.settings import BadSettings, Settings


@dataclass(frozen=True, slots=True)
class Config:
    """Where the addressees of letters are asked for."""

    intake_url: str

    @classmethod
    def of(cls, settings: Settings) -> "Config":
        """Read from the settings.

        Raises:
            BadSettings: there is nobody to ask.
        """
        intake = settings.service_urls["intake"]
        if not intake:
            raise BadSettings("PPID_INTAKE_URL is not set")
        return cls(intake)
