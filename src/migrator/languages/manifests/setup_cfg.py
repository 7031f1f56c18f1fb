"""``setup.cfg``: the requirements of setuptools, one a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages.manifests.listing import Item, Listing, Manifest, requirement, spelled
from migrator.languages.place import text, trimmed
from migrator.model import Span

if TYPE_CHECKING:
    from migrator.scan.source import Source

LINE = re.compile(rb"^([^\n]*)(?:\n|\Z)", re.MULTILINE)
SECTION = re.compile(r"\[([^\]]+)\]")
OPTION = re.compile(r"([\w.-]+)\s*[=:]\s*(.*)")
LISTS = {"options": ("install_requires", "tests_require"), "options.extras_require": None}


def read(source: Source) -> Manifest:
    """The lists below ``[options]`` and ``[options.extras_require]``."""
    data, listings = source.data, list[Listing]()
    items: list[Item] = []
    section, option = "", ""

    def close() -> None:
        if items:
            listings.append(
                Listing(tuple(items), _entry, "", option == "install_requires", section == "options.extras_require")
            )
            items.clear()

    for match in LINE.finditer(data):
        span = trimmed(data, Span(match.start(1), match.end(1)))
        written = text(data, span)
        if not written or written[0] in "#;":
            continue
        indented = span.start > match.start(1)
        if not indented:
            close()
            named, option = SECTION.match(written), ""
            section = named.group(1).strip() if named else section
            said = OPTION.match(written) if not named else None
            if said is not None:
                option = said.group(1)
            continue
        wanted = LISTS.get(section, ())
        if option and (wanted is None or option in wanted) and (item := requirement(written, span.start, span)):
            items.append(item)
    close()
    return Manifest(source.path, tuple(listings))


def _entry(name: str, like: Item | None) -> str:
    return spelled(name, like) + (like.tail if like is not None else "")
