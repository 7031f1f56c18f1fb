"""Single-file components and web pages: their scripts as one file of code, with every byte where it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migrator.languages.typescript.module import TypeScriptModule
    from migrator.languages.typescript.parse import Grammar
    from migrator.scan.source import Source

SCRIPT = re.compile(
    rb"<!--.*?(?:-->|\Z)"
    rb"|<script\b(?P<opening>(?:\"[^\"]*\"|'[^']*'|[^\"'>])*)>(?P<body>.*?)(?:</script\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
FRONT = re.compile(rb"\s*---[ \t]*\r?\n(?P<body>.*?)\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
WORD = re.compile(rb"\b(?P<name>lang|type)\s*=\s*[\"']?(?P<value>[\w./+-]+)", re.IGNORECASE)
TYPED = frozenset({b"ts", b"typescript", b"text/typescript"})
PLAIN = frozenset(
    {b"js", b"jsx", b"javascript", b"text/javascript", b"application/javascript", b"module", b"text/babel"}
)
LINES = re.compile(rb"[^\n]+")


def module(source: Source) -> TypeScriptModule:
    """The scripts of a component (Vue, Svelte, Astro) or page; code in its markup is no part of it."""
    from migrator.languages.typescript.module import TypeScriptModule

    code, grammar = script(source)
    return TypeScriptModule(source, "html" if _is_page(source.path) else "vue", code, grammar)


def script(source: Source) -> tuple[bytes, Grammar]:
    """The file with everything blanked that stands outside its scripts, and the grammar they are written in.

    Lines stay lines, so that every offset and every line number holds. A script that is never closed goes on to the
    end; one of another language (JSON, a template) is no script. Scripts whose names no other script sees are blocks.
    """
    kept: list[tuple[int, int]] = []
    alone: list[tuple[int, int]] = []
    grammar: Grammar = "javascript"
    if source.path.endswith(".astro") and (front := FRONT.match(source.data)) is not None:
        kept.append(front.span("body"))
        grammar = "typescript"
    for match in SCRIPT.finditer(source.data):
        if match["body"] is None:
            continue
        words = {found["name"].lower(): found["value"].lower() for found in WORD.finditer(match["opening"])}
        language = words.get(b"lang") or words.get(b"type") or b"js"
        if language == b"tsx":
            grammar = "tsx"
        elif language in TYPED:
            grammar = "tsx" if grammar == "tsx" else "typescript"
        elif language not in PLAIN:
            continue
        kept.append(match.span("body"))
        if match.end("body") < match.end() and (language == b"module" or source.path.endswith(".astro")):
            alone.append(kept[-1])
    return _blanked(source.data, kept, alone if len(kept) > 1 else []), grammar


def _blanked(data: bytes, kept: list[tuple[int, int]], alone: list[tuple[int, int]]) -> bytes:
    parts, at = [], 0
    for start, end in [*sorted(kept), (len(data), len(data))]:
        parts += [LINES.sub(lambda line: b" " * len(line[0]), data[at:start]), data[start:end]]
        at = end
    blanked = bytearray(b"".join(parts))
    for start, end in alone:
        blanked[start - 1 : start], blanked[end : end + 1] = b"{", b"}"
    return bytes(blanked)


def _is_page(path: str) -> bool:
    return not path.lower().endswith((".vue", ".svelte", ".astro"))
