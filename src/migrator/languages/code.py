"""Programming languages without a parser of their own: comments, strings and identifiers by a small lexer.

One regular expression per family of syntax finds the comments and strings of a file; a hit outside them is part of an
identifier. The text right before a string or a name tells what it is given to.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from migrator.languages.place import line_around, line_piece, text, trimmed, word_around
from migrator.model import Span
from migrator.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from migrator.scan.source import Source

SLASHES = rb"(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))"
HASHES = rb"(?P<comment>(?<![^\s;{}()])#[^\n]*)"
DASHES = rb"(?P<comment>--[^\n]*|/\*.*?(?:\*/|\Z))"
BOTH = rb"(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z)|(?<![^\s;{}()])#[^\n]*)"
DOUBLE = rb"\"(?:\\.|[^\"\\\n])*\""
SINGLE = rb"'(?:\\.|[^'\\\n])*'"
DOUBLED = rb"'(?:''|[^'])*'"
BACKTICK = rb"`(?:\\.|[^`\\])*`"
TRIPLE = rb"\"\"\".*?\"\"\""
CHARACTER = rb"'(?:\\.[^'\n]{0,8}|[^'\\\n])'"

FAMILIES: dict[str, tuple[bytes, tuple[bytes, ...]]] = {
    "typescript": (SLASHES, (DOUBLE, SINGLE, BACKTICK)),
    "javascript": (SLASHES, (DOUBLE, SINGLE, BACKTICK)),
    "css": (rb"(?P<comment>/\*.*?(?:\*/|\Z))", (DOUBLE, SINGLE)),
    "sql": (DASHES, (DOUBLE, DOUBLED)),
    "rust": (SLASHES, (DOUBLE, CHARACTER)),
    "go": (SLASHES, (DOUBLE, BACKTICK, CHARACTER)),
    "java": (SLASHES, (TRIPLE, DOUBLE, SINGLE)),
    "csharp": (SLASHES, (TRIPLE, DOUBLE, CHARACTER)),
    "dart": (SLASHES, (TRIPLE, DOUBLE, SINGLE)),
    "php": (BOTH, (DOUBLE, SINGLE)),
    "hcl": (BOTH, (DOUBLE,)),
    "nix": (BOTH, (DOUBLE, rb"''.*?''")),
    "ruby": (HASHES, (DOUBLE, SINGLE)),
    "r": (HASHES, (DOUBLE, SINGLE)),
    "elixir": (HASHES, (TRIPLE, DOUBLE)),
    "lua": (rb"(?P<comment>--\[\[.*?\]\]|--[^\n]*)", (DOUBLE, SINGLE)),
    "prisma": (SLASHES, (DOUBLE,)),
    "proto": (BOTH, (TRIPLE, DOUBLE, SINGLE)),
    "c": (SLASHES, (DOUBLE, CHARACTER)),
}

ENVIRONMENT = re.compile(
    rb"(?:process\.env|import\.meta\.env|(?:Deno|Bun)\.env(?:\.get)?|getenv|lookupenv|env::var\w*|env!|env|ENV(?:\.fetch)?|"
    rb"GetEnvironmentVariable|System\.get_env|\$_ENV|std::env)\s*(?:\?\.|\.|\(\s*|\[\s*)?$",
    re.IGNORECASE,
)
IMPORTED = re.compile(
    rb"(?:\bfrom|\brequire\s*\(|\bimport\s*\(?|\bexport\s[^;]*\bfrom|\brequire|\binclude|#include|\busing|\buse|\bimport\s+\w+|\bmock\s*\()\s*$"
)
IMPORT_LINE = re.compile(
    rb"\s*(?:import\b(?!\s*[.(])|use\s|using\s+[\w.]+;|#include|package\s|export\s[^;]*\bfrom\b|\}\s*from\b)"
)
GIVEN = re.compile(rb"([\w$.\-?]+)[\"']?\s*(?:[:=]{1,3}|!==?|\?\?=?|\|\|=?|=>|\()\s*$")
DECLARED = re.compile(
    rb"\b(class|interface|type|enum|struct|trait|function|func|fn|def|const|let|var|val|final|model|table|resource|message|"
    rb"service|object|module|namespace)\s+(?:\([^)]*\)\s*)?(?:if\s+not\s+exists\s+)?$",
    re.IGNORECASE,
)
WHAT = {
    **dict.fromkeys(("class", "struct", "object", "model", "table", "resource", "message", "service"), "class"),
    **dict.fromkeys(("interface", "type", "enum", "trait"), "type"),
    **dict.fromkeys(("function", "func", "fn", "def"), "function"),
}
LOOK_BACK = 160


def references(source: Source, hits: Sequence[Span], language: str) -> list[Reference]:
    """The references of a file of one of :data:`FAMILIES`, in order."""
    starts, tokens = _tokens(source.data, language)
    found = []
    for hit in hits:
        index = bisect_right(starts, hit.start) - 1
        token = tokens[index] if index >= 0 and hit.start < tokens[index][1] else None
        found.append(_name(source.data, hit) if token is None else _token(source.data, hit, *token))
    return found


@cache
def _lexer(language: str) -> re.Pattern[bytes]:
    comment, strings = FAMILIES.get(language, FAMILIES["typescript"])
    return re.compile(comment + b"|" + b"|".join(strings), re.DOTALL)


def _tokens(data: bytes, language: str) -> tuple[list[int], list[tuple[int, int, bool]]]:
    tokens = [(*match.span(), match.group("comment") is not None) for match in _lexer(language).finditer(data)]
    return [token[0] for token in tokens], tokens


def _token(data: bytes, hit: Span, start: int, end: int, comment: bool) -> Reference:
    span = Span(start, end)
    if comment:
        piece = line_piece(data, span, hit)
        return Reference("comment", piece, value=text(data, piece))
    if data[start : start + 1] == b"`" and _interpolated(data, span, hit):
        return _name(data, hit)
    piece = span if data.find(b"\n", start, end) < 0 else line_piece(data, span, hit)
    value = text(data, piece).strip("\"'`")
    before = data[max(0, start - LOOK_BACK) : start]
    statement = _import(data, hit)
    if statement is not None:
        return statement
    if IMPORTED.search(before):
        return Reference("import", span, value)
    if ENVIRONMENT.search(before):
        return Reference("env-read", Span(start + 1, end - 1), value, _default(data, end))
    if re.match(rb"\s*:(?!:)", data[end : end + 8]) and re.search(rb"[{,(]\s*(?://[^\n]*\s*)?$", before):
        return Reference("key", span, value)
    given = GIVEN.search(before)
    return Reference("string", piece, given.group(1).decode("utf-8", "replace") if given else "", value)


def _interpolated(data: bytes, span: Span, hit: Span) -> bool:
    opened = data.rfind(b"${", span.start, hit.start + 1)
    return opened >= 0 and data.find(b"}", opened, hit.start) < 0


def _name(data: bytes, hit: Span) -> Reference:
    span = word_around(data, hit)
    word = text(data, span)
    before = data[max(0, span.start - LOOK_BACK) : span.start]
    if ENVIRONMENT.search(before) and not before.rstrip().endswith((b"(", b"env", b"ENV")):
        return Reference("env-read", span, word, _default(data, span.end))
    if word.strip("0123456789_") == "":
        given = GIVEN.search(before)
        return Reference("string", span, given.group(1).decode("utf-8", "replace") if given else "", word)
    statement = _import(data, hit)
    if statement is not None:
        return statement
    declared = DECLARED.search(before)
    after = data[span.end : span.end + 40].lstrip()
    if declared:
        return Reference("identifier", span, word, WHAT.get(declared.group(1).decode().lower(), "variable"))
    if before.endswith((b".", b"?.", b"->", b"::")):
        return Reference("identifier", span, word, "attribute")
    if after[:1] == b":" and after[:2] != b"::":
        return Reference("identifier", span, word, "property")
    return Reference("identifier", span, word, "variable")


def _import(data: bytes, hit: Span) -> Reference | None:
    """The import statement of one line around a hit."""
    line = line_around(data, hit.start)
    raw = data[line.start : line.end]
    if not IMPORT_LINE.match(raw):
        return None
    module = re.search(rb"[\"'<]([^\"'<>\n]+)[\"'>]", raw)
    if module is None:
        span = trimmed(data, line, b" \t\r\n;")
        words = text(data, span).split(None, 1)
        return Reference("import", span, words[-1])
    span = trimmed(data, Span(line.start, line.start + module.end()))
    if hit.start >= span.end:
        return None
    taken = re.search(rb"(?:import|export)\s+(?:type\s+)?(.*?)\s*from\b", raw)
    names = taken.group(1).decode("utf-8", "replace").strip("{} ") if taken else ""
    return Reference("import", span, module.group(1).decode("utf-8", "replace"), names)


def _default(data: bytes, at: int) -> str:
    match = re.match(rb"[\"'\])]*\s*(?:,|\?\?|\|\|)\s*[\"'`]([^\"'`\n]*)[\"'`]", data[at : at + 200])
    return match.group(1).decode("utf-8", "replace") if match else ""
