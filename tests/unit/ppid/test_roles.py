"""A process of many threads gives back what it no longer needs."""

import subprocess
import sys
from pathlib import Path

_COUNT = """
import ctypes, sys, threading
from ppid.roles import share_arenas
share_arenas()
meeting = threading.Barrier(8)
def work():
    meeting.wait()
    kept = [bytes(4000) for _ in range(200)]
    meeting.wait()
threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
"""


def test_eight_threads_share_two_arenas(tmp_path: Path) -> None:
    told = tmp_path / "arenas.xml"
    subprocess.run([sys.executable, "-c", _COUNT, told], check=True, timeout=30)
    assert 1 <= told.read_text().count("<heap nr=") <= 2
