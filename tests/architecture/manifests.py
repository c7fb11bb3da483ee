"""The Kubernetes manifests as `kubectl kustomize` builds them, and the few questions that every rule asks."""

import subprocess
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
KUBERNETES = ROOT / "deploy" / "k8s"
OVERLAYS = ("dev", "staging", "production")
Labels = Mapping[str, str]


@dataclass(frozen=True)
class Workload:
    """A Deployment or Job, by name, with what it makes pods from."""

    name: str
    kind: str
    spec: dict[str, Any]

    @property
    def template(self) -> dict[str, Any]:
        found: dict[str, Any] = self.spec["template"]
        return found

    @property
    def labels(self) -> Labels:
        found: Labels = self.template["metadata"]["labels"]
        return found

    @property
    def pod(self) -> dict[str, Any]:
        found: dict[str, Any] = self.template["spec"]
        return found

    @property
    def containers(self) -> list[dict[str, Any]]:
        return [*self.pod.get("initContainers", []), *self.pod["containers"]]


@cache
def built(overlay: str) -> tuple[dict[str, Any], ...]:
    """Every object of an overlay."""
    kubectl = Path(sysconfig.get_path("scripts")) / "kubectl"
    done = subprocess.run(
        [kubectl, "kustomize", KUBERNETES / "overlays" / overlay], capture_output=True, text=True, check=True
    )
    return tuple(yaml.load_all(done.stdout, Loader=yaml.CSafeLoader))


def of_kind(overlay: str, kind: str) -> Iterator[dict[str, Any]]:
    return (item for item in built(overlay) if item["kind"] == kind)


def workloads(overlay: str) -> list[Workload]:
    return [
        Workload(item["metadata"]["name"], item["kind"], item["spec"])
        for item in built(overlay)
        if item["kind"] in {"Deployment", "Job"}
    ]


def selects(selector: Mapping[str, Any], labels: Labels) -> bool:
    """Whether a label selector picks an object with these labels; an empty one picks everything."""
    for key, value in selector.get("matchLabels", {}).items():
        if labels.get(key) != value:
            return False
    for rule in selector.get("matchExpressions", []):
        if rule["operator"] != "In":
            raise NotImplementedError(rule["operator"])
        if labels.get(rule["key"]) not in rule["values"]:
            return False
    return True
