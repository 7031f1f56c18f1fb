"""Programs of TypeScript: what a rewrite makes of them, and that they do the same afterwards."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.analysis.tree import rewritten
from tests.typescript.toolchain import Toolchain
from tests.wire.run import assert_same

PROGRAMS = Path(__file__).parent / "programs"
ENTRIES = ("main.ts", "main.tsx", "main.mjs", "main.cjs", "main.vue")
MARKS = ("// left: ", "<!-- left: ")

Files = dict[str, str]


def programs() -> list[str]:
    """The names of the programs: a file, or a folder with a file called `main` among others."""
    return sorted(path.name for path in PROGRAMS.iterdir() if not path.name.startswith("."))


def files_of(name: str) -> Files:
    """The files of a program."""
    path = PROGRAMS / name
    if path.is_file():
        return {name: path.read_text(encoding="utf-8")}
    found = sorted(file for file in path.rglob("*") if file.is_file())
    return {file.relative_to(path).as_posix(): file.read_text(encoding="utf-8") for file in found}


def entry_of(files: Files) -> str:
    """The file a program starts with."""
    return next(path for path in files if path in ENTRIES or len(files) == 1)


@cache
def after(name: str) -> Files:
    """The files of a program after a rewrite."""
    return rewritten(files_of(name))


def left(files: Files) -> str:
    """The reason for which a program must stay as it is, as its first line says; empty if it must not."""
    first = files[entry_of(files)].partition("\n")[0].removesuffix("-->").strip()
    return next((first.removeprefix(mark) for mark in MARKS if first.startswith(mark)), "")


def assert_alike(tools: Toolchain, old: Files, new: Files) -> None:
    """Asserts that a program prints and asks the same before, on the old server, and after, on the new one.

    The model thinks where the program tells it to, or not to. How a framework asks is its own business.
    """
    framework = entry_of(old).startswith("framework_")
    versions, entry = {"before": old, "after": new}, entry_of(old)
    assert_same(
        "before",
        "after",
        reasoning=any("think:" in text for text in old.values()),
        streamed=not framework,
        runner=lambda version, url: tools.run(versions[str(version)], entry, url),
    )
