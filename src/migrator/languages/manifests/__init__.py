"""Manifests of projects: which distributions a file declares, where, and how its lists are changed."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

from migrator.languages.names import language_of

if TYPE_CHECKING:
    from migrator.languages.manifests.listing import Manifest
    from migrator.scan.source import Source

CONDA = ("environment", "conda", "env.")
PIPELINE = re.compile(r"(^|/)\.(github|gitea|circleci|woodpecker)/|(^|/)[\w.-]*(-ci|pipelines|cloudbuild)\.ya?ml$")
"""Where pipelines are described."""


def reader_of(path: str) -> str:
    """The module that reads the manifest at ``path``; empty if it is none."""
    name = path.rpartition("/")[2].lower()
    if name in ("pyproject.toml", "pipfile"):
        return "toml"
    if name == "package.json":
        return "package_json"
    if name in ("setup.cfg", "setup.py"):
        return name.replace(".", "_")
    if name.endswith((".yml", ".yaml")):
        return "conda" if name.startswith(CONDA) else "commands" if PIPELINE.search(path.lower()) else ""
    language = language_of(path)
    if language in ("dockerfile", "shell", "makefile"):
        return "commands"
    return "requirements" if language == "requirements" else ""


def family_of(path: str) -> str:
    """The language whose packages the manifest at ``path`` declares."""
    return "typescript" if reader_of(path) == "package_json" else "python"


def manifest(source: Source) -> Manifest | None:
    """What a manifest declares; ``None`` if the file is none, or declares nothing in a form that is understood."""
    name = reader_of(source.path)
    if not name:
        return None
    found: Manifest | None = import_module(f"migrator.languages.manifests.{name}").read(source)
    return found if found is not None and found.listings else None
