"""Finds the hits of a snippet as the scan does, and reads them by its language."""

from __future__ import annotations

import re

from migrator.languages import language_of, references
from migrator.model import Span
from migrator.reference import Reference
from migrator.scan.source import Source

HIT = re.compile(rb"ollama|11434", re.IGNORECASE)


def hits(data: bytes) -> list[Span]:
    """The spans of the words and the port."""
    return [Span(*match.span()) for match in HIT.finditer(data)]


def read(path: str, code: str) -> list[Reference]:
    """The references of a file with the text ``code``."""
    source = Source(path, code.encode())
    return references(language_of(path, source.data[:200]), source, hits(source.data))


def shown(path: str, code: str) -> list[tuple[str, str]]:
    """Role and text of every reference."""
    data = code.encode()
    return [(found.role, data[found.span.start : found.span.end].decode()) for found in read(path, code)]


def meant(path: str, code: str) -> list[tuple[str, str, str]]:
    """Role, name and value of every reference."""
    return [(found.role, found.name, found.value) for found in read(path, code)]
