"""Names that a program puts together of pieces, ``f"{provider}_url"``: what they meet keeps its name."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from migrator.analysis.renaming.spot import CODE
from migrator.analysis.renaming.words import LETTERS, pattern
from migrator.analysis.variables.collect import written_in
from migrator.languages.place import text, word_around
from migrator.model import Span
from migrator.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from migrator.analysis.renaming.clusters import Entity
    from migrator.analysis.renaming.spot import Spot
    from migrator.rules.naming import Names
    from migrator.scan.source import Source

HYPHENATED = LETTERS | {ord("-")}
_BEFORE = rb"(?:(?P<folder>[\w-]+)[/.])?(?P<before>[\w-]*)"
PIECES = (
    re.compile(_BEFORE + rb"(?:\$?\{\{?[^{}\n]*\}?\}|%s)(?P<after>[\w-]*)"),
    re.compile(_BEFORE + rb"[\"'`][ \t]*\+[ \t]*[A-Za-z_$][\w.$()\[\]]*(?:[ \t]*\+[ \t]*[\"'`](?P<after>[\w-]*))?"),
    re.compile(rb"[\w)\]][ \t]*\+[ \t]*[\"'`](?P<folder>)(?P<before>)(?P<after>[\w-]+)"),
)
"""Something unknown with text in front of it or behind it."""


@record
class Composed:
    """What is in front of the unknown part of a name and behind it, with the place; and the same of paths.

    ``classes`` are those whose members are looked up by a name that is not written there.
    """

    names: Mapping[tuple[str, str], str]
    paths: Mapping[tuple[str, str, str], str]
    classes: Mapping[str, str]


def composed(sources: Mapping[str, Source]) -> Composed:
    """Every name and path that the code of a project puts together."""
    names: dict[tuple[str, str], str] = {}
    paths: dict[tuple[str, str, str], str] = {}
    classes: dict[str, str] = {}
    for path, source in sources.items():
        if written_in(source) not in CODE:
            continue
        for pieces in PIECES:
            for found in pieces.finditer(source.data):
                folder, before, after = ((found[key] or b"").decode("utf-8", "replace") for key in _KEYS)
                where = f"{path}:{source.line(found.start())}"
                if before or after:
                    names.setdefault((before, after), where)
                if folder:
                    paths.setdefault((folder, before, after), where)
        for found in LOOKED_UP.finditer(source.data):
            name = next(filter(None, found.groups())).decode()
            classes.setdefault(name, f"{path}:{source.line(found.start())}")
    return Composed(names, paths, classes)


LOOKED_UP = re.compile(rb"\b([A-Z]\w+)(?:\.__members__|\[[a-z_(][^\]\n]*\])|\b[gs]etattr\(\s*([A-Z]\w+)")
CLASS = re.compile(rb"\b(?:class|enum)\s+(\w+)")
_KEYS = ("folder", "before", "after")


def met(spots: Sequence[Spot], sources: Mapping[str, Source], parts: Composed) -> str:
    """Where a name is put together that one of ``spots`` may be; empty where none is."""
    for spot in spots:
        data = sources[spot.path].data
        for letters in (LETTERS, HYPHENATED):
            token = word_around(data, spot.span, letters)
            key = text(data, Span(token.start, spot.span.start)), text(data, Span(spot.span.end, token.end))
            if where := parts.names.get(key, ""):
                return where
    return ""


def found_by_path(path: str, parts: Composed, names: Names) -> str:
    """Where a path is put together that may lead to ``path``; empty where none is."""
    whole = path.split("/")
    for folder, name in pairwise(whole):
        stem = name.partition(".")[0]
        for word in pattern(tuple(names.words)).finditer(stem):
            if where := parts.paths.get((folder, stem[: word.start()], stem[word.end() :]), ""):
                return where
    return ""


def put_together(one: Entity, sources: Mapping[str, Source], parts: Composed, names: Names) -> Iterator[str]:
    """Where code may look for an entity by a name or a path that it puts together, as reasons."""
    for spot in one.spots:
        data = sources[spot.path].data
        classes = CLASS.findall(data, 0, spot.span.start) if spot.declared and spot.exported else []
        if classes and (where := parts.classes.get(classes[-1].decode(), "")):
            yield f"{where} looks members of {classes[-1].decode()} up by their names"
        if spot.declared and re.match(rb"\w*\s*=\s*(?:\w+\.)?auto\(\)", data[spot.span.end : spot.span.end + 80]):
            yield "its value is made of its name"
    bare = one.name.lower() in names.words
    seen = any(spot.exported or not spot.local for spot in one.spots)
    if one.name and seen and not bare and (where := met(one.spots, sources, parts)):
        yield f"{where} puts names like {one.name} together"
    for path in sorted(one.files):
        if where := found_by_path(path, parts, names):
            yield f"{where} puts paths like {path} together"
