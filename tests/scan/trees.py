"""Small trees on disk, with and without git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def plant(root: Path, files: dict[str, bytes | str]) -> Path:
    """Writes the files below ``root``."""
    for path, data in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.encode() if isinstance(data, str) else data)
    return root


def git(root: Path, *arguments: str) -> None:
    """Runs git in ``root`` as nobody in particular, without a person's own settings."""
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ("-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "protocol.file.allow=always")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", *who, *arguments], cwd=root, env=environment | alone, check=True, capture_output=True)


def repository(root: Path, files: dict[str, bytes | str]) -> Path:
    """A repository in ``root`` with the files committed."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "-q")
    plant(root, files)
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "all")
    return root
