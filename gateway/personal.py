"""What the pages ask intake about an applicant's own data."""

from urllib.parse import quote

from chassis.client import Client
from gateway.backends import _host


class Personal:
    """What is kept about an applicant."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def copy(self, token: str, proof: str) -> bytes:
        """All of it as JSON, for who proves to be the applicant.

        Raises:
            Refused: the proof is not what was handed in, or there were too many guesses.
        """
        path = f"/v1/tracking/{quote(token, safe='')}/personal-data"
        return self._client.call("POST", path, host=_host(), json={"proof": proof}).content
