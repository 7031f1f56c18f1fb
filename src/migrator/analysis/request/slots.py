"""The fields of a request where they are written: entries of a literal, arguments of a call, stores into a variable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from migrator.model import Edit, Keep, Span
from migrator.record import field, record
from migrator.syntax import Argument, Call, Entry, Expression, Mapping, Name, Parts, Slot, Text
from migrator.unit import Import, NewFile, Problem

if TYPE_CHECKING:
    from typing import TypeGuard

    from migrator.syntax import Module

SPREAD = "**"
"""The name of a slot that unpacks another mapping."""
OTHERS = "*"
"""The entry of a field table for every field that it does not name."""


@record(frozen=False, slots=False)
class Draft:
    """What the conversion of one request has found so far. ``gone``: the new server has no counterpart of it.

    ``bags`` are the places where fields were gathered that a client library does not declare; ``home`` is the file that
    the request is in. ``reads`` are problems only if the text they are about is not removed.
    """

    edits: list[Edit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    reviews: list[str] = field(default_factory=list)
    imports: list[Import] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    gone: bool = False
    bags: set[tuple[str, Span]] = field(default_factory=set)
    files: list[NewFile] = field(default_factory=list)
    home: str = ""
    reads: list[Problem] = field(default_factory=list)

    def standing(self) -> list[Problem]:
        """The problems of ``reads`` that are left when what goes is gone."""
        removed = [edit for edit in self.edits if not edit.parts]
        return [one for one in self.reads if not any(_holds(edit, one) for edit in removed)]

    def review(self, text: str) -> None:
        """Notes an assumption, once."""
        if text and text not in self.reviews:
            self.reviews.append(text)


def _holds(edit: Edit, one: Problem) -> bool:
    return edit.path == one.path and edit.span.start <= one.span.start and one.span.end <= edit.span.end


@record
class Fate:
    """What becomes of a slot: it stays (``parts`` is ``None``), gives way to parts, or goes (no parts)."""

    parts: Parts | None = None


def between(slot: Slot, module: Module) -> str:
    """What separates a further slot: a line break and the indentation where ``slot`` has a line of its own."""
    data = module.source.data
    before = data[data.rfind(b"\n", 0, slot.span.start) + 1 : slot.span.start]
    return ", " if before.strip() else f",\n{before.decode()}"


def of_entries(entries: Sequence[Entry], *, spreads: bool = False) -> list[Slot] | None:
    """The slots of a mapping literal; ``None`` if it has a computed key, or unpacks another without ``spreads``."""
    found = []
    for entry in entries:
        if entry.key is None and spreads:
            found.append(Slot(SPREAD, entry.span, entry.value, "entry", None))
            continue
        if not isinstance(entry.key, Text) or (name := entry.key.value) is None:
            return None
        found.append(Slot(name, entry.span, entry.value, "entry", entry.key.span))
    return found


def of_arguments(
    arguments: Sequence[Argument], positional: Sequence[str] = (), *, spreads: bool = False
) -> list[Slot] | None:
    """The slots of a call; ``None`` if it has too many arguments without a name, or unpacks one without ``spreads``."""
    found = []
    for index, argument in enumerate(arguments):
        if argument.spread == SPREAD and spreads:
            found.append(Slot(SPREAD, argument.span, argument.value, "keyword", None))
            continue
        if argument.spread:
            return None
        if argument.name:
            label = Span(argument.span.start, argument.span.start + len(argument.name.encode()))
            found.append(Slot(argument.name, argument.span, argument.value, "keyword", label))
        elif index < len(positional):
            found.append(Slot(positional[index], argument.span, argument.value, "keyword", None))
        else:
            return None
    return found


def is_mapping(value: Expression) -> TypeGuard[Mapping | Call]:
    """Whether a mapping is written out: a literal, or ``dict(…)``."""
    return isinstance(value, Mapping) or (
        isinstance(value, Call) and isinstance(value.callee, Name) and value.callee.name == "dict"
    )


def members(value: Expression) -> list[Slot] | None:
    """The slots of a mapping literal or of ``dict(…)``, with what it unpacks; ``None`` if it has a computed key."""
    match value:
        case Mapping(entries=entries):
            return of_entries(entries, spreads=True)
        case Call(callee=Name(name="dict"), arguments=arguments):
            return of_arguments(arguments)
    return None


def settle(slots: Sequence[Slot], fates: Sequence[Fate], module: Module, rule: str) -> list[Edit]:
    """The edits that carry out the fates of neighbouring slots; runs of slots that go are cut as one."""
    edits = []
    index = 0
    while index < len(slots):
        fate = fates[index]
        if fate.parts is None:
            index += 1
        elif fate.parts:
            edits.append(module.edit(slots[index].span, fate.parts, rule))
            index += 1
        else:
            last = index
            while last + 1 < len(slots) and fates[last + 1].parts == ():
                last += 1
            edits.append(module.edit(_cut(slots, index, last, module.source.data), (), rule))
            index = last + 1
    return edits


def _cut(slots: Sequence[Slot], first: int, last: int, data: bytes) -> Span:
    """What to remove with the slots from ``first`` to ``last``: their commas and lines, not the comments of others."""
    start, end = slots[first].span.start, slots[last].span.end
    if last + 1 < len(slots):
        following = slots[last + 1].span.start
        line_end = data.find(b"\n", end, following)
        if line_end < 0:
            return Span(start, following)
        indent = line_end + 1
        while indent < following and data[indent : indent + 1] in (b" ", b"\t"):
            indent += 1
        return Span(start, indent)
    if first == 0:
        return Span(start, end)
    before = slots[first - 1].span.end
    line_end = data.find(b"\n", before, start)
    if line_end < 0:
        return Span(before, end)
    rest = data[end:].partition(b"\n")[0]
    if data[before:line_end].strip() == b"," and not rest.lstrip().startswith(b","):
        line_end = before
    if rest.lstrip(b", \t").startswith((b"#", b"//")) or not rest.strip(b", \t\r"):
        end += len(rest.rstrip(b"\r"))
    if data[line_end - 1 : line_end] == b"\r":
        line_end -= 1
    return Span(line_end, end)


def listed(inner: Sequence[tuple[Span, Parts]], outer: Span, data: bytes) -> Parts:
    """Slots of an inner literal, moved up into the place of ``outer``, comments kept.

    They get a line each where ``outer`` has lines of its own, and share one otherwise.
    """
    first_line = data.rfind(b"\n", 0, outer.start) + 1
    indent = data[first_line : outer.start]
    rest = data[outer.end :].partition(b"\n")[0].lstrip(b", \t\r")
    separate = not indent.strip() and (not rest or rest.startswith((b"#", b"//")))
    made: list[str | Keep] = []
    behind = ""
    for index, (span, parts) in enumerate(inner):
        above, own = _comments(span, outer, data) if separate else ([], "")
        if index:
            made.append("," + (f"{behind}\n{indent.decode()}" if separate else " "))
        if own and index == len(inner) - 1:
            above, own = [*above, own], ""
        made += [f"{comment}\n{indent.decode()}" for comment in above]
        made += parts
        behind = own and (f" {own}" if own.startswith("//") else f"  {own}")
    return tuple(made)


def _comments(span: Span, outer: Span, data: bytes) -> tuple[list[str], str]:
    """The comments on the lines of their own right above a slot, and the one behind it."""
    found: list[str] = []
    start = data.rfind(b"\n", 0, span.start) + 1
    while start > outer.start:
        above = data.rfind(b"\n", 0, start - 1) + 1
        line = data[above : start - 1].strip()
        if not line.startswith((b"#", b"//")):
            break
        found.insert(0, line.decode("utf-8", "replace"))
        start = above
    end = data.find(b"\n", span.end, outer.end)
    rest = data[span.end : end if end >= 0 else span.end].strip().lstrip(b",").strip()
    return found, rest.decode("utf-8", "replace") if rest.startswith((b"#", b"//")) else ""
