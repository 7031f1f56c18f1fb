"""Words in the samples of documents that are code there: a class, a module, a part of a diagram."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migrator.reference import Reference

DIAGRAM = re.compile(r"\.(puml|plantuml|pu|mmd|dot|gv)$")
DIAGRAMS = frozenset({"mermaid", "plantuml", "puml", "dot", "graphviz", "d2"})


def in_sample(path: str, reference: Reference, line: str, start: int, end: int) -> str:
    """Why the word of a text is code, and stays; empty where a sentence says it.

    Args:
        path: of the file.
        reference: what the place is.
        line: in which the word stands from ``start`` to ``end``.
    """
    sample = reference.role == "code"
    if sample and reference.value.lower() != line[start:end].lower() and _is_code(line, start, end):
        return "a class or a module of a library"
    if DIAGRAM.search(path) or (sample and reference.name.lower() in DIAGRAMS):
        return "a part of a diagram, which its arrows name"
    return ""


def _is_code(line: str, start: int, end: int) -> bool:
    """Whether a word is called, taken apart or imported, and no part of a comment."""
    if re.match(r"\s*#|\s*//", line):
        return False
    return line[end : end + 1] in ("(", "[", "{") or bool(re.search(r"\b(import|new|extends|class)\s+$", line[:start]))
