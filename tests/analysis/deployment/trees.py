"""A code base in memory for the analysis of deployments."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from migrator.rules.load import RuleSet, built_in
from migrator.scan.decode import decode
from migrator.scan.source import Source

RULES: RuleSet = built_in()


def reader(files: Mapping[str, str]) -> Callable[[str], Source | None]:
    """Reads the files of a mapping from paths to texts."""

    def read(path: str) -> Source | None:
        if path not in files:
            return None
        source = decode(path, files[path].encode())
        return source if isinstance(source, Source) else None

    return read
