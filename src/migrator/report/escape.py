"""Makes text from scanned files safe to show: nothing of it reaches a terminal or a CI log as a command."""

from __future__ import annotations

_LOG_COMMANDS = ("##[", "##vso[", "##teamcity[")


def visible(text: str) -> str:
    r"""``text`` on one line, with every character that a terminal would act on written as its escape.

    Control characters, line breaks, bidirectional and other invisible marks become ``\x1b`` or ``\u202e``; a byte of a
    path that is not UTF-8 becomes ``\xff``. Letters of any script stay.
    """
    if text.isprintable():
        return text
    from unicodedata import category

    return "".join(c if c.isprintable() or category(c) == "Zs" else _escape(c) for c in text)


def encodable(text: str) -> str:
    r"""``text`` with what UTF-8 cannot encode as its escape: ``\xff`` for a byte of a path that is not UTF-8."""
    if text.isascii():
        return text
    return "".join(_escape(c) if "\ud800" <= c <= "\udfff" else c for c in text)


def inert(line: str) -> str:
    """A line of a log that no CI system takes for one of its commands (``::error::``, ``##[group]``)."""
    start = line.lstrip()
    if start.startswith("::"):
        line = line[: len(line) - len(start)] + r"\x3a" + start[1:]
    for command in _LOG_COMMANDS:
        line = line.replace(command, r"#\x23" + command[2:])
    return line


def path_bytes(path: str) -> bytes:
    """The bytes of a path's name, those that are not UTF-8 included."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")


def _escape(character: str) -> str:
    code = ord(character)
    if character in "\n\r\t":
        return {"\n": r"\n", "\r": r"\r", "\t": r"\t"}[character]
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
