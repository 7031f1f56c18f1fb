"""Lock files, and the commands that make them anew."""

from __future__ import annotations

import posixpath
from collections.abc import Collection

COMMANDS = {
    "uv.lock": "uv lock",
    "poetry.lock": "poetry lock",
    "pdm.lock": "pdm lock",
    "pixi.lock": "pixi lock",
    "pylock.toml": "uv pip compile, or whatever made it",
    "Pipfile.lock": "pipenv lock",
    "conda-lock.yml": "conda-lock",
    "package-lock.json": "npm install",
    "npm-shrinkwrap.json": "npm install",
    "yarn.lock": "yarn install",
    "pnpm-lock.yaml": "pnpm install",
    "bun.lock": "bun install",
    "bun.lockb": "bun install",
}


def locks_of(manifest: str, files: Collection[str]) -> list[tuple[str, str]]:
    """The lock files that a manifest is locked in, with their commands: beside it, or above it for a workspace."""
    folder, name = posixpath.split(manifest)
    if name == "Pipfile":
        wanted = ["Pipfile.lock"]
    elif name == "package.json":
        wanted = ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb"]
    elif name.endswith(".toml"):
        wanted = ["uv.lock", "poetry.lock", "pdm.lock", "pixi.lock", "pylock.toml"]
    elif name.endswith((".yml", ".yaml")):
        wanted = ["conda-lock.yml"]
    elif name.endswith(".in"):
        wanted = [f"{name[:-3]}.txt"]
    else:
        return []
    while True:
        found = [(posixpath.join(folder, lock), COMMANDS.get(lock, f"pip-compile {name}")) for lock in wanted]
        there = [(path, command) for path, command in found if path in files]
        if there or not folder or name in ("Pipfile",) or name.endswith(".in"):
            return there
        folder = posixpath.dirname(folder)
