"""Rules that docker-compose.yml keeps."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


def test_what_the_edge_may_be_told_can_be_told_to_compose() -> None:
    edge = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["edge"]["environment"]
    asked = dict(re.findall(r"\{\$(PPID_EDGE_TRUSTED_PROXIES):([^}]*)\}", (ROOT / "deploy/edge/Caddyfile").read_text()))
    assert asked
    assert edge == {name: f"${{{name}:-{otherwise}}}" for name, otherwise in asked.items()}
