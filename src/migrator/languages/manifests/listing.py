"""Lists of requirements as spans of a file, and the edits that take entries out of them and put others in."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from migrator.languages.place import line_around
from migrator.model import Keep, Span
from migrator.record import record

NAME = re.compile(r"\s*((?:@[\w.-]+/)?[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?")
BOUND = re.compile(r"(===?|~=|<=|>=|!=|[<>^~=]|(?<![\w.,*])(?=\d))\s*(\d+)((?:\.\d+)*)")
SORTED = 3
"""So many entries in alphabetical order are no chance."""

Change = tuple[Span, tuple[str | Keep, ...]]


@record
class Item:
    """A requirement. ``span`` is what goes when it goes, without a separator; ``name`` is normalised.

    ``head`` is the part that names it, extras included; ``tail`` what stays if another distribution takes its place, a
    marker. ``locked`` says why it cannot be changed.
    """

    name: str
    extras: frozenset[str]
    span: Span
    head: Span
    written: str
    tail: str = ""
    version: str = ""
    locked: str = ""

    @property
    def pinned(self) -> bool:
        """Whether one version is meant."""
        return self.version.startswith(("==", "^", "~", "=")) or self.version[:1].isdigit()


@record
class Listing:
    """Requirements in a row. ``entry`` writes a new one like the given one, ``between`` separates them.

    ``main`` tells that they are always installed, ``offered`` that users of the package may ask for them; ``conda``
    that they come from its channels. ``fixed`` are names that stand first whatever their letters;
    ``keyed`` tells that a name is the key of a table, so that no extra can stand beside it.
    """

    items: tuple[Item, ...]
    entry: Callable[[str, Item | None], str]
    between: str = ""
    main: bool = True
    offered: bool = False
    conda: bool = False
    fixed: frozenset[str] = frozenset()
    keyed: bool = False

    def kin(self, name: str) -> Item | None:
        """The last entry of the same family as a distribution: its name starts with the same word."""
        family = _family(name)
        return next((item for item in reversed(self.items) if _family(item.name) == family), None)


def _family(name: str) -> str:
    return re.split(r"[-[]", name)[0]


@record
class Manifest:
    """What one file declares. ``includes`` are other files, relative to its directory, that it takes in.

    ``made_by`` is the command that writes the file from another one: it is not to be edited then. ``node`` is the major
    version of Node that the project needs at least; 0 if it does not say.
    """

    path: str
    listings: tuple[Listing, ...]
    includes: tuple[str, ...] = ()
    made_by: str = ""
    node: int = 0
    command: bool = False
    constraint: bool = False


def normalised(name: str) -> str:
    """A distribution's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def named(written: str) -> tuple[str, frozenset[str]] | None:
    """The normalised name and the extras of a requirement."""
    match = NAME.match(written)
    if match is None:
        return None
    extras = frozenset(normalised(extra.strip()) for extra in (match.group(2) or "").split(",") if extra.strip())
    return normalised(match.group(1)), extras


def requirement(written: str, start: int, span: Span, locked: str = "") -> Item | None:
    """The item of a requirement string that begins at byte ``start``; ``None`` if it is none."""
    match, said = NAME.match(written), named(written)
    if match is None or said is None:
        return None
    rest = written[match.end() :].strip()
    if rest[:1] not in ("", "=", "<", ">", "!", "~", ";", "@", "(", ",") or (rest[:1] == "=" and rest[:2] != "=="):
        return None
    lead = len(written) - len(written.lstrip())
    head = Span(start + len(written[:lead].encode()), start + len(written[: match.end()].rstrip().encode()))
    version, semicolon, marker = rest.partition(";")
    tail = f"; {marker.strip()}" if semicolon else ""
    return Item(*said, span, head, match.group(1), tail, version.strip(), locked)


def below(version: str, least: int) -> bool:
    """Whether a version specification lets in nothing from the major version ``least`` on."""
    for operator, major, rest in BOUND.findall(version):
        if int(major) < least and operator != ">=" and operator != ">" and operator != "!=":
            return True
        if operator == "<" and int(major) == least and not rest.strip(".0"):
            return True
    return False


def spelled(name: str, like: Item | None) -> str:
    """A distribution's name with the separators that the one it stands for is written with."""
    if like is not None and "_" in like.written and "-" not in like.written:
        return name.replace("-", "_")
    return name


def changes(
    data: bytes, listing: Listing, dropped: Collection[Item], added: Sequence[str], beside: Item | None = None
) -> Iterator[Change]:
    """The edits that take ``dropped`` out of a list and put ``added`` in.

    The first of ``added`` takes the place of the first that goes. In a sorted list new entries stand where they
    belong, else behind the place of what went, or ``beside`` it, or last.
    """
    items, gone, new = listing.items, [item for item in listing.items if item in dropped], list(added)
    ordered = _sorted(data, listing)
    here = gone[0] if gone else None
    if here is not None and new and _fits(listing, here, gone, new[0], ordered):
        yield here.span, (listing.entry(new.pop(0), here),)
        gone = gone[1:]
    kept = [item for item in items if item not in gone]
    at = here if here is not None else beside
    places: dict[int, list[str]] = {}
    for name in new:
        after = _place(listing, kept, name) if ordered else (items.index(at) if at is not None else len(items) - 1)
        places.setdefault(after, []).append(name)
    own = all(_alone(data, item, listing.between) for item in items)
    yield from _lines(data, listing, gone, places, at) if own else _inline(data, listing, gone, places, at)


def _fits(listing: Listing, here: Item, gone: list[Item], name: str, ordered: bool) -> bool:
    if not ordered:
        return True
    names = [name.lower() if item is here else item.name for item in listing.items if item is here or item not in gone]
    return _ascends(listing, names)


def _sorted(data: bytes, listing: Listing) -> bool:
    if len([item for item in listing.items if item.name not in listing.fixed]) < SORTED:
        return False
    for one, two in zip(listing.items, listing.items[1:], strict=False):
        between = data[one.span.end : two.span.start]
        if re.search(rb"\n[ \t]*(\r?\n|#)", between):
            return False
    return _ascends(listing, [item.name for item in listing.items])


def _ascends(listing: Listing, names: list[str]) -> bool:
    free = [name for name in names if name not in listing.fixed]
    return free == sorted(free)


def _place(listing: Listing, kept: list[Item], name: str) -> int:
    """The index in the list behind which a name belongs; -1 for the start."""
    before = [item for item in kept if item.name in listing.fixed or item.name < normalised(name)]
    return listing.items.index(before[-1]) if before else -1


def _alone(data: bytes, item: Item, between: str) -> bool:
    line = line_around(data, item.span.start)
    if item.span.end > line.end:
        return False
    rest = data[item.span.end : line.end].strip().decode("utf-8", "replace")
    rest = rest.removeprefix(between).strip() if between else rest
    before = data[line.start : item.span.start].strip()
    return before in (b"", b"-") and (not rest or rest.startswith(("#", ";")))


def _lines(
    data: bytes, listing: Listing, gone: list[Item], places: dict[int, list[str]], at: Item | None
) -> Iterator[Change]:
    """One entry a line."""
    items, mark = listing.items, listing.between
    comma = _comma(data, items[-1], mark)
    ends_bare = bool(mark) and comma is None
    rest = [item for item in items if item not in gone]
    last_new = len(items) - 1 in places or bool(rest and items.index(rest[-1]) in places)
    yield from ((span, ()) for span in _without(data, [line_around(data, item.span.start) for item in gone]))
    if ends_bare and items[-1] in gone and rest and not last_new:
        separator = _comma(data, rest[-1], mark)
        if separator is not None:
            yield separator, ()
    for index, names in places.items():
        like = at if at is not None else items[max(index, 0)]
        line = line_around(data, items[max(index, 0)].span.start)
        indent = data[line.start : items[max(index, 0)].span.start].decode("utf-8", "replace")
        end_of_list = ends_bare and index == (items.index(rest[-1]) if rest and items[-1] in gone else len(items) - 1)
        written = [f"{indent}{listing.entry(name, like)}{mark}" for name in names]
        if end_of_list:
            written[-1] = written[-1].removesuffix(mark)
            holder = items[index]
            if _comma(data, holder, mark) is None:
                yield Span(holder.span.end, holder.span.end), (mark,)
        if index < 0:
            yield Span(line.start, line.start), ("".join(f"{text}\n" for text in written),)
        else:
            yield Span(_end(data, line), _end(data, line)), ("".join(f"\n{text}" for text in written),)


def _without(data: bytes, lines: Iterable[Span]) -> list[Span]:
    """Lines with their ends, those in a row as one; the last of a file without an end takes the one before it."""
    found: list[Span] = []
    for line in lines:
        start = found.pop().start if found and found[-1].end == line.start else line.start
        found.append(Span(start, min(line.end + 1, len(data))))
    if found and found[-1].end == len(data) and not data.endswith(b"\n"):
        before = data[: found[-1].start].removesuffix(b"\n").removesuffix(b"\r")
        found[-1] = Span(len(before), len(data))
    return found


def _end(data: bytes, line: Span) -> int:
    """The end of a line, before its carriage return."""
    return line.end - (data[line.end - 1 : line.end] == b"\r")


def _comma(data: bytes, item: Item, mark: str) -> Span | None:
    found = re.compile(rb"\s*" + re.escape(mark.encode())).match(data, item.span.end) if mark else None
    return Span(found.end() - len(mark.encode()), found.end()) if found else None


def _inline(
    data: bytes, listing: Listing, gone: list[Item], places: dict[int, list[str]], at: Item | None
) -> Iterator[Change]:
    """Several entries on a line."""
    items, mark = listing.items, listing.between
    index = 0
    while index < len(items):
        end = index
        while end < len(items) and items[end] in gone:
            end += 1
        if end > index:
            if end < len(items):
                yield Span(items[index].span.start, items[end].span.start), ()
            elif index:
                yield Span(items[index - 1].span.end, items[end - 1].span.end), ()
            else:
                comma = _comma(data, items[-1], mark)
                yield Span(items[0].span.start, comma.end if comma is not None else items[-1].span.end), ()
        index = max(end, index + 1)
    for place, names in places.items():
        like = at if at is not None else items[max(place, 0)]
        written = [listing.entry(name, like) for name in names]
        if place < 0:
            start = items[0].span.start
            yield Span(start, start), ("".join(f"{text}{mark} " for text in written),)
        else:
            behind = items[place].span.end
            yield Span(behind, behind), ("".join(f"{mark} {text}" for text in written),)
