"""Writes a decision down: a directive above the line that it is about, or an entry of the settings for a whole path."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from migrator.errors import UserError
from migrator.gate.suppress import read
from migrator.languages import language_of, problem, references
from migrator.model import Span
from migrator.record import replace
from migrator.scan.source import Source

HASH = (
    *("python", "yaml", "toml", "dotenv", "shell", "powershell", "dockerfile", "makefile", "ini", "nginx", "systemd"),
    *("requirements", "ruby", "r", "elixir", "hcl", "nix", "ignore"),
)
SLASHES = ("typescript", "javascript", "go", "java", "csharp", "rust", "dart", "php", "prisma", "proto", "c", "jsonc")
OPENING = {
    **dict.fromkeys(HASH, ("# ", "")),
    **dict.fromkeys(SLASHES, ("// ", "")),
    **dict.fromkeys(("sql", "lua"), ("-- ", "")),
    **dict.fromkeys(("markdown", "html", "vue"), ("<!-- ", " -->")),
    "css": ("/* ", " */"),
}
"""Language → how a comment of one line begins and ends."""


def directive(source: Source, line: int, rules: Collection[str], reason: str, until: str = "") -> bytes:
    """The file with a directive above a line, so that findings of ``rules`` there are accepted.

    Args:
        source: the file.
        line: the line, from 1.
        rules: ids of rules.
        reason: why it stays.
        until: the last day of that, ``YYYY-MM-DD``; empty for good.

    Raises:
        UserError: no comment can stand there.
    """
    language = language_of(source.path, source.data[:200])
    opening, closing = OPENING.get(language, ("", ""))
    if not opening:
        raise UserError([f"{source.path}: a file of this kind has no comments; accept the whole file instead"])
    if '"' in reason or "\n" in reason:
        raise UserError(["--reason: write it on one line and without double quotes"])
    lines = source.data.split(b"\n")
    if not 0 < line <= len(lines):
        raise UserError([f"{source.path}: has no line {line}"])
    target = lines[line - 1]
    indent = target[: len(target) - len(target.lstrip(b" \t"))]
    date = f" until={until}" if until else ""
    said = f'{opening}migrator: ignore[{", ".join(sorted(rules))}] reason="{reason}"{date}{closing}'
    ended = b"\r" if target.endswith(b"\r") else b""
    after = b"\n".join((*lines[: line - 1], indent + said.encode() + ended, *lines[line - 1 :]))
    if not _holds(replace(source, data=after), line, language) or problem(language, replace(source, data=after)):
        raise UserError([f"{source.path}:{line}: no comment can stand above this line; accept the whole file instead"])
    return after


def entry(path: str, reason: str, until: str = "", *, shared: bool = False) -> str:
    """The entry of the settings by which all that is in ``path`` stays; ``shared``: as ``pyproject.toml`` writes it."""
    lines = ["", "[[tool.migrator.keep]]" if shared else "[[keep]]", f"paths = [{_text(path)}]"]
    lines += [f"reason = {_text(reason)}", *([f"until = {until}"] if until else []), ""]
    return "\n".join(lines)


def _text(said: str) -> str:
    escaped = said.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _holds(source: Source, line: int, language: str) -> bool:
    """Whether what stands in ``line`` is a directive in a comment, and about the line below it."""
    start = sum(len(one) + 1 for one in source.data.split(b"\n")[: line - 1])
    at = source.data.find(b"migrator:", start)
    said: Sequence[object] = [
        one for one in read(source) if one.line == line and not one.malformed and one.target > line
    ]
    roles = [one.role for one in references(language, source, [Span(at, at + len(b"migrator"))])]
    return bool(said) and roles == ["comment"]
