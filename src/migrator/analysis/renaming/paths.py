"""Files and directories that have the word in their name: what they will be called, and which texts name them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from migrator.analysis.renaming.words import pattern, renamed
from migrator.record import record

if TYPE_CHECKING:
    from migrator.rules.naming import Names

INDEX = frozenset({"__init__", "index", "mod", "main"})
LEADING = re.compile(
    r"^(?:\$\{?\w+\}?/|%[dh]/|@/|~/|(?:\.\.?/)+|/(?:app|src|code|srv|workspace|usr/src/app|opt/\w+)/)*"
)


@record
class Moving:
    """The paths that change, each with the new one, and by the last part of a path those that end in it."""

    paths: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]

    def named(self, text: str, importer: str = "") -> tuple[str, ...]:
        """The files that change and that ``text`` names: a path, its end, or a directory in it."""
        bare = LEADING.sub("", text.strip()).rstrip("/").partition("?")[0]
        if not bare or "://" in text:
            return ()
        if posixpath.splitext(bare)[1]:
            bare = bare.lstrip("/")  # a file at the root of a container, no route
        near = posixpath.normpath(posixpath.join(posixpath.dirname(importer), text)) if text.startswith(".") else bare
        found = [path for wanted in dict.fromkeys((near, bare)) for path in self._ending(wanted)]
        return tuple(dict.fromkeys(found))

    def _ending(self, wanted: str) -> Iterable[str]:
        last = wanted.rpartition("/")[2]
        for path in self.names.get(last, ()):
            for whole in _ways(path):
                if whole == wanted or whole.endswith(f"/{wanted}"):
                    yield path


def moving(paths: Iterable[str], names: Names) -> Moving:
    """What is renamed among ``paths``; what people keep as history stays, and what is started by its file's name."""
    found: dict[str, str] = {}
    history = re.compile(names.history, re.IGNORECASE) if names.history else None
    for path in paths:
        fixed = (history and history.search(path)) or (names.fixed and re.search(names.fixed, path))
        if pattern(tuple(names.words)).search(path) and not fixed:
            found[path] = "/".join(renamed(part, names) for part in path.split("/"))
    ends: dict[str, dict[str, None]] = {}
    for path in found:
        for whole in _ways(path):
            if pattern(tuple(names.words)).search(whole.rpartition("/")[2]) or "/" in whole:
                ends.setdefault(whole.rpartition("/")[2], {})[path] = None
    return Moving(found, {last: tuple(held) for last, held in ends.items()})


def _ways(path: str) -> Iterable[str]:
    """How a path is written: whole, without its suffix, as the directory it stands for, and the directories above."""
    stem = posixpath.splitext(path)[0]
    yield path
    if stem != path:
        yield stem
    if posixpath.splitext(stem)[0] != stem:
        yield posixpath.splitext(stem)[0]
    folder, name = posixpath.split(stem)
    if name in INDEX and folder:
        yield folder
    while folder:
        yield folder
        folder = posixpath.dirname(folder)


def dotted(text: str, importer: str) -> str:
    """The path that a dotted module name means, relative ones from the file that imports it."""
    dots = len(text) - len(text.lstrip("."))
    rest = text[dots:].replace(".", "/")
    if not dots:
        return rest
    folder = importer
    for _ in range(dots):
        folder = posixpath.dirname(folder)
    return posixpath.join(folder, rest) if rest else folder
