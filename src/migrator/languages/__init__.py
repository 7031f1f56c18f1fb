"""What a file is written in, and the role that its language gives to a textual hit.

A language is a module with ``references(source, hits, language)`` and, where a file of it can be broken,
``problem(source)``. Neither reads anything but the bytes it is given.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from migrator.languages.names import MODULES, is_template, language_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from migrator.model import Span
    from migrator.reference import Reference
    from migrator.scan.source import Source

__all__ = ["PARSED_BYTES", "language_of", "problem", "references"]

PARSED_BYTES = 1_000_000
"""Larger files are data, whatever their name says: they are read line by line and never parsed."""
LONG_LINE = 2_000
MOST_HITS = 5_000
"""More hits than this in one file are data as well."""


def references(language: str, source: Source, hits: Sequence[Span]) -> list[Reference]:
    """The role of every hit, in order of position: one reference for each syntactic thing that holds hits.

    ``language`` comes from :func:`language_of`, ``hits`` are byte spans in ``source.data``. Numbers that merely contain
    a hit, lines over 2 kB, files over :data:`PARSED_BYTES` and files full of hits are told without a parser.
    """
    from migrator.languages.number import number_around
    from migrator.languages.place import long_lines, uncovered, unique
    from migrator.reference import Reference

    found, rest = [], []
    for hit in hits:
        number = number_around(source.data, hit)
        if number is None:
            rest.append(hit)
        else:
            found.append(
                Reference("number", number, value=source.data[number.start : number.end].decode("utf-8", "replace"))
            )
    module = import_module(f"migrator.languages.{MODULES.get(language, 'text')}")
    limit = getattr(module, "PARSED_BYTES", PARSED_BYTES)
    if len(source.data) > limit or len(rest) > MOST_HITS:
        from migrator.languages import long

        return unique([*found, *long.references(source, rest, language)])
    lengthy = long_lines(source, rest, getattr(module, "LONG_LINE", LONG_LINE))
    short = [hit for hit in rest if hit not in lengthy] if lengthy else rest
    if short:
        found += module.references(source, short, language)
    if lengthy:
        from migrator.languages import long

        found += long.references(source, sorted(lengthy), language)
    return unique([*found, *uncovered(source.data, found, short)])


def problem(language: str, source: Source) -> str:
    """Why the file is not what its name says (`line 3 does not parse as JSON`), or nothing if it is.

    Templates are never broken: they are no file of their language until something fills them in.
    """
    module = import_module(f"migrator.languages.{MODULES.get(language, 'text')}")
    if not hasattr(module, "problem") or len(source.data) > PARSED_BYTES or is_template(source):
        return ""
    said: str = module.problem(source)
    return said
