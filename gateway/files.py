"""What the pages ask documents about files that were given."""

from typing import cast

from chassis.client import Client
from gateway import shapes
from gateway.backends import _host, _missing


class Given:
    """Files that an office gave to somebody."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def issued(self, sha256: str) -> shapes.Issued:
        """The file with this digest that this office gave to somebody.

        Raises:
            NotFound: it gave nobody such a file.
        """
        with _missing():
            return cast(shapes.Issued, self._client.call("GET", f"/v1/issued/{sha256}", host=_host()).json())
