"""Rules that docker-compose.yml keeps."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
PARTS = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def test_what_the_edge_may_be_told_can_be_told_to_compose() -> None:
    edge = PARTS["edge"]["environment"]
    asked = dict(re.findall(r"\{\$(PPID_EDGE_TRUSTED_PROXIES):([^}]*)\}", (ROOT / "deploy/edge/Caddyfile").read_text()))
    assert asked
    assert {name: f"${{{name}:-{otherwise}}}" for name, otherwise in asked.items()}.items() <= edge.items()


def test_every_image_is_named_by_its_exact_version_and_every_log_ends_somewhere() -> None:
    for name, part in PARTS.items():
        tag = re.search(r":-.+:(.+)}$", part["image"]) or re.search(r"^ppid:(lokal)$", part["image"])
        assert tag, name
        assert tag[1] == "lokal" or re.search(r"\d+[.-]\d+[.-]\d+|^\d+\.\d+$", tag[1]), f"{name}: {tag[1]}"
        assert {"max-size", "max-file"} <= part["logging"]["options"].keys(), name
    base = re.search(r"BASE_IMAGE=python:(\S+)", (ROOT / "Dockerfile").read_text())
    assert base
    assert re.match(r"\d+\.\d+\.\d+-", base[1])


def test_what_an_operator_sets_reaches_every_process_of_ours() -> None:
    for name, part in PARTS.items():
        if part["image"] == "ppid:lokal":
            for setting in ("PPID_BASE_DOMAIN", "PPID_EDGE_URL", "PPID_WORKERS", "PPID_THREADS", "PPID_METRICS_LISTEN"):
                assert part["environment"][setting].startswith(f"${{{setting}:-"), name
