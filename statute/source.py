"""The one door to the YAML files that hold the law, so that an installed package reads the same files as the tree."""

from importlib.resources import files
from typing import Any

import yaml


def read(*path: str) -> Any:
    """Return one parsed YAML file of this package, for example `read("rules", "ordinary.yaml")`.

    Raises FileNotFoundError for a file that is not there and yaml.YAMLError for one that does not parse.
    """
    return yaml.safe_load(files("statute").joinpath(*path).read_text("utf-8"))


def names(folder: str) -> tuple[str, ...]:
    """Return the names of the YAML files in a folder of this package, sorted."""
    return tuple(sorted(f.name for f in files("statute").joinpath(folder).iterdir() if f.name.endswith(".yaml")))
