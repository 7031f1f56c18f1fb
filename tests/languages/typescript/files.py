"""Small projects in memory, asked what the analysis asks."""

from __future__ import annotations

from migrator.analysis.dataflow.project import Project
from migrator.analysis.units import Traced, calls
from migrator.languages.typescript.module import TypeScriptModule
from migrator.rules.load import load
from migrator.scan.source import Source

RULES = load()


def project(files: dict[str, str]) -> Project:
    """A code base with these texts."""
    sources = {path: Source(path, text.encode()) for path, text in files.items()}
    return Project(sources, sources.get)


def module(code: str, path: str = "a.ts") -> TypeScriptModule:
    """One file on its own."""
    return TypeScriptModule(Source(path, code.encode()))


def traced(files: dict[str, str]) -> list[Traced]:
    """What is asked of the old server, by every file."""
    whole = project(files)
    modules = [found for path in sorted(files) if (found := whole.module(path)) is not None]
    return [each for found in modules for each in calls(found, whole, RULES)[0]]


def asked(files: dict[str, str]) -> list[tuple[str, str]]:
    """Operation and first line of every call."""
    return [(each.asked.operation.operation, _line(files, each)) for each in traced(files)]


def _line(files: dict[str, str], each: Traced) -> str:
    data = files[each.unit.path].encode()
    return data[each.unit.span.start : each.unit.span.end].decode().partition("\n")[0]
