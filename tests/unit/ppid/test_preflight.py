"""What is looked at before the platform starts: each fault is one line with a way out."""

import socket
import subprocess
import sys
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest

from ppid.embedded import preflight
from ppid.embedded.ports import Ports, holder, taken
from ppid.embedded.refusal import Refusal
from tests.table import table


@pytest.fixture
def somebody() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def test_ports_keep_their_distance_from_the_edge() -> None:
    ports = Ports.from_edge(9080)
    assert (ports.edge, ports.gateway, ports.postgres, ports.s3_filer) == (9080, 9101, 9132, 9136)


def test_no_two_parts_share_a_port() -> None:
    ports = list(Ports().all())
    assert len(ports) == len(set(ports))


@table("value", ["http", "0", "-1", "70000", "55480"])
def test_a_port_that_cannot_be_used_is_refused_with_an_example(value: str) -> None:
    with pytest.raises(Refusal, match="PPID_PORT=9080"):
        preflight.ports(value)


def test_without_a_wish_the_ports_are_the_documented_ones() -> None:
    assert preflight.ports(None) == Ports()


def test_a_port_that_somebody_listens_on_is_taken(somebody: socket.socket) -> None:
    assert taken(somebody.getsockname()[1])


def test_a_port_that_was_given_up_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert not taken(port)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_the_holder_of_a_port_is_named(somebody: socket.socket) -> None:
    import os

    assert str(os.getpid()) in str(holder(somebody.getsockname()[1]))


def test_a_taken_port_is_refused_with_its_number_and_a_way_out(somebody: socket.socket) -> None:
    port = somebody.getsockname()[1]
    with pytest.raises(Refusal, match=rf"port {port} .*PPID_PORT=\d+ make run") as refused:
        preflight.check_ports(Ports(smtp=port))
    assert "\n" not in refused.value.format_message()


LOW = """
import os
from ppid.embedded import preflight
from ppid.embedded.ports import Ports
if os.geteuid() == 0:
    os.setresuid(65534, 65534, 65534)
try:
    preflight.check_ports(Ports(edge=80))
except preflight.Refusal as refused:
    print(refused.format_message())
"""


@pytest.mark.skipif(int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text()) <= 80, reason="80 is free")
def test_a_port_that_only_root_may_use_is_not_called_taken() -> None:
    said = subprocess.run([sys.executable, "-c", LOW], capture_output=True, text=True, check=True)
    assert "port 80 hanya untuk root" in said.stdout
    assert "PPID_PORT=9080" in said.stdout


Usage = namedtuple("Usage", "total used free")


def test_a_full_disk_is_refused_with_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _path: Usage(10 << 30, 9 << 30, 100 << 20))
    with pytest.raises(Refusal, match=r"100 MB.*PPID_VAR="):
        preflight.check_space(tmp_path)


@pytest.mark.parametrize(
    ("system", "machine", "libc"),
    [("Darwin", "arm64", ""), ("Linux", "riscv64", "glibc"), ("Linux", "x86_64", "")],
)
def test_a_machine_without_wheels_is_shown_the_other_way(
    system: str, machine: str, libc: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.system", lambda: system)
    monkeypatch.setattr("platform.machine", lambda: machine)
    monkeypatch.setattr("platform.libc_ver", lambda: (libc, "1"))
    with pytest.raises(Refusal, match="docker compose"):
        preflight.check_machine()


HOLD = """
import sys
from pathlib import Path
from ppid.embedded import preflight
held = preflight.own(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_platform_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    first = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert first.stdout
    assert first.stdout.readline() == "held\n"
    with pytest.raises(Refusal, match=rf"sudah berjalan .*proses {first.pid}"):
        preflight.own(tmp_path)
    first.communicate()
    preflight.own(tmp_path).close()


def test_another_users_folder_is_refused_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_arguments: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", denied)
    with pytest.raises(Refusal, match="milik pengguna lain"):
        preflight.own(tmp_path / "var")


FULL = """
import resource, sys
from pathlib import Path
from ppid.embedded import preflight
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # no byte can be written, as on a full disk
with preflight.own(Path(sys.argv[1])):
    print("held")
"""


def test_where_no_byte_can_be_written_the_folder_is_held_all_the_same(tmp_path: Path) -> None:
    said = subprocess.run([sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=False)
    assert said.stdout == "held\n", said.stderr


def test_a_folder_with_things_of_somebody_else_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "skripsi.odt").touch()
    with pytest.raises(Refusal, match=r"berkas lain.*PPID_VAR="):
        preflight.own(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["skripsi.odt"]


def test_a_file_in_place_of_the_folder_is_refused_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "var"
    file.touch()
    with pytest.raises(Refusal, match="tidak dapat dipakai") as refused:
        preflight.own(file)
    assert "\n" not in refused.value.format_message()
