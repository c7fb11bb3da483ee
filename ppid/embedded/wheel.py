"""Programs that come as wheels: they lie beside the interpreter of the environment."""

import sys
import sysconfig
from pathlib import Path

from ppid.embedded.refusal import Refusal


def program(name: str, package: str) -> Path:
    """Where a wheel put its program.

    Raises:
        Refusal: it is not there, because the wheel is not installed or does not exist for this machine.
    """
    for folder in (Path(sysconfig.get_path("scripts")), Path(sys.executable).parent):
        if (folder / name).is_file():
            return folder / name
    raise Refusal(f"paket {package} tidak terpasang. Jalankan `make setup`.")
