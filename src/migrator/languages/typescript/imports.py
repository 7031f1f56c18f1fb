"""Adds imports to a file of TypeScript or JavaScript, or to the script of a component: behind those that are there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from migrator.model import Edit, Span

if TYPE_CHECKING:
    from migrator.unit import Import

RULE = "imports"
STATEMENT = re.compile(
    rb"^([ \t]*)import\b(?:\s*(?:type\s+)?[\w$*{][^;'\"]*?\bfrom)?\s*(['\"])([^'\"\n]+)\2[ \t]*(;?)", re.MULTILINE
)
REQUIRED = re.compile(
    rb"^([ \t]*)(?:const|let|var)\s[^;'\"=]*=\s*require\(\s*(['\"])([^'\"\n]+)\2\s*\)[\w.]*[ \t]*(;?)", re.MULTILINE
)
SCRIPT = re.compile(rb"<script\b[^>]*>[ \t]*\r?\n", re.IGNORECASE)
HEAD = re.compile(
    rb"(?:#![^\n]*\n|[ \t]*//[^\n]*\n|/\*.*?\*/[ \t]*\n|[ \t]*(['\"])use \w+\1;?[ \t]*\n|\s*\n)*", re.DOTALL
)


def edits(source: bytes, wanted: Sequence[Import]) -> list[Edit]:
    """The edits that import what ``source`` does not import yet, in the way of the imports that are there."""
    missing = [one for one in dict.fromkeys(wanted) if not _provides(source, one)]
    if not missing:
        return []
    last = max([*STATEMENT.finditer(source), *REQUIRED.finditer(source)], key=lambda m: m.end(), default=None)
    path = missing[0].path
    if last is not None:
        indent, mark, end = last[1].decode(), last[2].decode(), last[4].decode()
        common = last.re is REQUIRED
        text = "".join(f"\n{indent}{one}" for one in _texts(missing, mark, end, common))
        return [Edit(path, Span(last.end(), last.end()), (text,), RULE)]
    opened = SCRIPT.search(source) if path.endswith((".vue", ".svelte", ".astro", ".html")) else None
    at = opened.end() if opened is not None else (HEAD.match(source) or re.match(b"", source)).end()  # type: ignore[union-attr]
    mark = '"' if source.count(b'"') > source.count(b"'") else "'"
    end = ";" if source.count(b";\n") * 2 > source.count(b"\n") else ""
    text = "".join(f"{one}\n" for one in _texts(missing, mark, end, False))
    return [Edit(path, Span(at, at), (f"{text}\n",), RULE)]


def _provides(source: bytes, one: Import) -> bool:
    """Whether a name is imported from the module, as itself or as what the module gives by default."""
    module, name = re.escape(one.module.encode()), re.escape(one.name.encode())
    pattern = (
        rb"\bimport\s+(?:type\s+)?(?:[^;'\"]*[\s{,])?%b(?:[\s},][^;'\"]*?)?\bfrom\s*['\"]%b['\"]"
        rb"|\b(?:const|let|var)\s+(?:\{[^}=]*\b%b\b[^}=]*\}|%b)\s*=\s*require\(\s*['\"]%b['\"]"
    )
    return re.search(pattern % (name, module, name, name, module), source) is not None


def _texts(missing: Sequence[Import], mark: str, end: str, common: bool) -> Iterator[str]:
    """A statement for each module."""
    for module in dict.fromkeys(one.module for one in missing):
        names = ", ".join(sorted(one.name for one in missing if one.module == module))
        if common:
            yield f"const {{ {names} }} = require({mark}{module}{mark}){end}"
        else:
            yield f"import {{ {names} }} from {mark}{module}{mark}{end}"
