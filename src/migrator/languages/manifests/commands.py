"""Commands that install packages, in images, scripts and pipelines: ``pip install a b`` is a list of requirements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages.manifests.listing import Item, Listing, Manifest, requirement, spelled
from migrator.languages.place import line_around
from migrator.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migrator.scan.source import Source

INSTALL = re.compile(
    rb"(?:\buv\s+)?\bpip3?(?:\.\d+)?\s+install(?=\s)|\b(?:uv|poetry|pdm)\s+add(?=\s)|\bpipenv\s+install(?=\s)"
)
TOKEN = re.compile(rb"(?:[ \t]|\\\r?\n)+(\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'`&|;()<>\\#]+)")
WITH_VALUE = frozenset(
    b"-r --requirement -c --constraint -e --editable -i --index-url --extra-index-url -f --find-links -t --target "
    b"--prefix --root --python -p --platform --group -G --source --index --default-index --optional --extra "
    b"--timeout --retries --cache-dir --log --proxy --trusted-host --only-binary --no-binary".split()
)
"""Options that take the next word."""
REQUIREMENTS = (b"-r", b"--requirement")
SAYS = re.compile(rb"\b(?:echo|printf|log|warn|error|die|print)\b|[\"']\s*$")
"""What stands in front of a command that is only told."""


def read(source: Source) -> Manifest:
    """The packages that the commands of a file install."""
    data = source.data
    listings: list[Listing] = []
    includes: list[str] = []
    for match in INSTALL.finditer(data):
        line = line_around(data, match.start())
        before = data[line.start : match.start()]
        if before.lstrip().startswith((b"#", b"//")) or SAYS.search(before):
            continue
        items: list[Item] = []
        for word, span in _words(data, match.end()):
            if word.startswith(b"-r "):
                includes.append(word.split(b" ", 1)[1].decode("utf-8", "replace"))
            elif (item := _item(word, span)) is not None:
                items.append(item)
        if items:
            listings.append(Listing(tuple(items), _entry, main=False))
    return Manifest(source.path, tuple(listings), tuple(includes), command=True)


def _words(data: bytes, at: int) -> Iterator[tuple[bytes, Span]]:
    """The words of a command from a place on, without its options; a list of requirements as ``-r file``."""
    option = b""
    while (match := TOKEN.match(data, at)) is not None:
        at = match.end()
        word = match.group(1)
        if option:
            if option in REQUIREMENTS:
                yield b"-r " + word.strip(b"\"'"), Span(*match.span(1))
            option = b""
        elif word in WITH_VALUE:
            option = word
        elif not word.startswith(b"-"):
            yield word, Span(*match.span(1))


def _item(word: bytes, span: Span) -> Item | None:
    quoted = word[:1] in (b'"', b"'")
    written = word[1:-1] if quoted else word
    if b"$" in written or b"/" in written or written == b".":
        return None
    return requirement(written.decode("utf-8", "replace"), span.start + quoted, span)


def _entry(name: str, like: Item | None) -> str:
    return f'"{name}"' if "[" in name else spelled(name, like)
