"""``[tool.migrator]`` of ``pyproject.toml``, or ``migrator.toml``, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field

from migrator.model import Priority


@dataclass(frozen=True, slots=True)
class Keep:
    """What stays on the old server for now: counted apart, never failed on. Patterns, with the reason."""

    paths: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default. ``root`` is the absolute path that findings are relative to."""

    root: str
    source: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    priorities: dict[str, Priority] = field(default_factory=dict)
    max_file_bytes: int = 10_000_000
    documents: bool = False
    baseline: str = "migrator-baseline.txt"
    keep: tuple[Keep, ...] = ()
