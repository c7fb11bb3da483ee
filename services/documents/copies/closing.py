"""What stands at the end of a safe copy: that it is one, and on which grounds what was blackened. No name, no note."""

from collections.abc import Mapping
from typing import Any

TITLE = "Penghitaman"


def sentences(log: Mapping[str, Any]) -> list[str]:
    """The end of a copy, line by line; `log` is as `redaction_log` tells it."""
    return [
        TITLE,
        "Ini salinan. Bagian yang dikecualikan diganti dengan tanda [dihitamkan]; naskah aslinya disimpan.",
        *(_ground(ground) for ground in log["grounds"]),
    ]


def _ground(ground: Mapping[str, Any]) -> str:
    beside = f", {ground['act']}" if ground["act"] else ""
    return f"{ground['article']}{beside}: {ground['title']}"
