"""HTML, XML and the single-file components of Vue, Svelte and Astro: text, attributes, comments, scripts."""

from __future__ import annotations

import re
from bisect import bisect_right
from importlib import import_module
from typing import TYPE_CHECKING

from migrator.languages.place import line_piece, text, trimmed, word_around
from migrator.model import Span
from migrator.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from migrator.scan.source import Source

PART = re.compile(
    rb"(?P<comment><!--.*?(?:-->|\Z))"
    rb"|<(?P<raw>script|style)\b(?P<open>[^>]*)>(?P<body>.*?)(?:</(?P=raw)\s*>|\Z)"
    rb"|(?P<tag><[/!?]?[A-Za-z](?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^\"'<>])*>)"
    rb"|(?P<code>\{\{.*?\}\})",
    re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(rb"([\w:@.#*()\[\]-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
TAG = re.compile(rb"<[/!?]?([\w.:-]+)")
BOUND = (":", "@", "v-", "#", "*", "(", "[", "bind:", "on:", "x-")


def references(source: Source, hits: Sequence[Span], language: str) -> list[Reference]:
    """Scripts are read by their own language on the same bytes, all else around them is blanked."""
    data = source.data
    parts = list(PART.finditer(data))
    starts = [part.start() for part in parts]
    found: list[Reference] = []
    inside: dict[tuple[int, int, str], list[Span]] = {}
    for hit in hits:
        index = bisect_right(starts, hit.start) - 1
        part = parts[index] if index >= 0 and hit.start < parts[index].end() else None
        if part is None:
            found.append(_text(data, hit, parts, index))
        elif part.group("comment") is not None:
            piece = line_piece(data, Span(*part.span()), hit)
            found.append(Reference("comment", piece, value=text(data, piece)))
        elif part.group("body") is not None and part.start("body") <= hit.start < part.end("body"):
            inside.setdefault((*part.span("body"), _script(part, language)), []).append(hit)
        elif part.group("code") is not None:
            found += _bound(source, [hit], part.span("code"))
        else:
            found += _tag(source, hit, Span(*part.span()))
    for (start, end, script), held in inside.items():
        found += _embedded(source, held, start, end, script)
    return found


def _script(part: re.Match[bytes], language: str) -> str:
    if part.group("raw").lower() == b"style":
        return "css"
    opening = part.group("open").lower()
    if b"json" in opening:
        return "json"
    return "typescript" if language == "vue" or b"ts" in opening else "javascript"


def _embedded(source: Source, hits: list[Span], start: int, end: int, language: str) -> list[Reference]:
    from migrator.languages.names import MODULES
    from migrator.scan.source import Source as Blanked

    blank = re.compile(rb"[^\n]")
    data = source.data
    padded = blank.sub(b" ", data[:start]) + data[start:end] + blank.sub(b" ", data[end:])
    module = import_module(f"migrator.languages.{MODULES[language]}")
    found: list[Reference] = module.references(Blanked(source.path, padded), hits, language)
    return found


def _bound(source: Source, hits: list[Span], within: tuple[int, int]) -> list[Reference]:
    """Expressions in templates are code."""
    from migrator.languages import code
    from migrator.scan.source import Source as Part

    start, end = within
    moved = [Span(hit.start - start, hit.end - start) for hit in hits]
    found = code.references(Part(source.path, source.data[start:end]), moved, "typescript")
    return [Reference(r.role, Span(r.span.start + start, r.span.end + start), r.name, r.value) for r in found]


def _tag(source: Source, hit: Span, tag: Span) -> list[Reference]:
    data = source.data
    opened = TAG.match(data, tag.start, tag.end)
    name = opened.group(1).decode("utf-8", "replace") if opened else ""
    for match in ATTRIBUTE.finditer(data, tag.start, tag.end):
        if not match.start() <= hit.start < match.end():
            continue
        attribute = match.group(1).decode("utf-8", "replace")
        quoted = match.group(2)[:1] in (b'"', b"'")
        inner = Span(match.start(2) + quoted, match.end(2) - quoted)
        if hit.start >= inner.start and attribute.startswith(BOUND):
            return _bound(source, [hit], (inner.start, inner.end))
        span = Span(*match.span())
        piece = span if b"\n" not in match.group() else line_piece(data, span, hit)
        return [Reference("attribute", piece, f"{name}.{attribute}", text(data, inner))]
    span = word_around(data, hit, frozenset(range(97, 123)) | frozenset(range(65, 91)) | frozenset(b"0123456789-_."))
    return [Reference("identifier", span, text(data, span), "tag")]


def _text(data: bytes, hit: Span, parts: Sequence[re.Match[bytes]], index: int) -> Reference:
    start = parts[index].end() if index >= 0 else 0
    end = parts[index + 1].start() if index + 1 < len(parts) else len(data)
    piece = line_piece(data, trimmed(data, Span(start, end)), hit)
    tag = TAG.match(parts[index].group()) if index >= 0 else None
    return Reference("markup", piece, tag.group(1).decode("utf-8", "replace") if tag else "", text(data, piece))
