"""Which places of a variable belong together: several applications beside each other may each set it for themselves."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from migrator.record import replace

if TYPE_CHECKING:
    from migrator.analysis.variables.graph import Place, Variable

HOME = re.compile(r"(docker-)?compose[^/]*\.ya?ml$|\.env")
"""Files by which an application's variables are set, in its own directory."""

Scope = Callable[[str], str]
"""Gives the directory of the application that a file belongs to, for one variable."""


def homes(files: Iterable[str]) -> frozenset[str]:
    """The directories of applications."""
    return frozenset(posixpath.dirname(path) for path in files if HOME.match(posixpath.basename(path)))


def scope(one: Variable | None, known: Collection[str]) -> Scope:
    """The application of each file as far as a variable goes: the outermost above it that sets it, else the nearest."""
    places = one.of("set") if one is not None else ()
    setting = {posixpath.dirname(place.path) for place in places if HOME.match(posixpath.basename(place.path))}

    def of(path: str) -> str:
        above = [folder for folder in _above(path) if folder in setting]
        return above[-1] if above else _nearest(path, known)

    return of


def apart(one: Variable, known: Collection[str]) -> list[Variable]:
    """A variable as one for each application that has places of it."""
    of = scope(one, known)
    parts: dict[str, list[Place]] = {}
    for place in one.places:
        parts.setdefault(of(place.path), []).append(place)
    return [replace(one, places=tuple(places)) for places in parts.values()]


def _nearest(path: str, known: Collection[str]) -> str:
    return next((folder for folder in _above(path) if folder in known), "")


def _above(path: str) -> list[str]:
    """The directories above a file, the nearest first, the root last."""
    found = []
    while path:
        path = posixpath.dirname(path)
        found.append(path)
    return found or [""]
