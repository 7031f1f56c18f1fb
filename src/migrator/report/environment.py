"""The variables of the environment, with who sets and who reads them, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migrator.analysis.variables.graph import Graph, Place, Variable

VERSION = 1
VERBS = {"set": "set  ", "read": "read ", "named": "named"}


def text(graph: Graph, visible: Callable[[str], str]) -> str:
    """The graph, a variable a block, then what does not fit together.

    Args:
        graph: the variables.
        visible: escapes everything in a line that a terminal would act on.
    """
    if not graph.variables:
        return "No variable of the environment has to do with the old server.\n"
    lines = [line for one in graph.variables for line in _block(one)]
    lines += [
        *_list("Read, and set nowhere", graph.unset(), "read"),
        *_list("Set, and read nowhere", graph.unread(), "set"),
    ]
    if graph.disagreements:
        lines.append("Names that disagree:")
        lines += [f"  {one.set} is set and not read, {one.read} is read: {one.why}" for one in graph.disagreements]
        lines.append("")
    acts = {act: sum(len(one.of(act)) for one in graph.variables) for act in ("set", "read")}
    lines.append(f"{_count(len(graph.variables), 'variable')}, set in {acts['set']} places and read in {acts['read']}")
    return "".join(f"{visible(line)}\n" for line in lines)


def document(graph: Graph) -> dict[str, object]:
    """The graph for JSON."""
    return {
        "version": VERSION,
        "variables": [
            {
                "name": one.name,
                "server": one.server,
                "packages": list(one.readers),
                "places": [_place(place) for place in one.places],
            }
            for one in graph.variables
        ],
        "unset": [one.name for one in graph.unset()],
        "unread": [one.name for one in graph.unread()],
        "disagreements": [{"set": one.set, "read": one.read, "why": one.why} for one in graph.disagreements],
    }


def _block(one: Variable) -> Iterator[str]:
    note = " (the model server's own)" if one.server else ""
    note = f" (also read by {', '.join(one.readers)})" if one.readers else note
    yield f"{one.name}{note}"
    where = [f"{place.path}:{place.line}" for place in one.places]
    width = max(map(len, where))
    for place, at in zip(one.places, where, strict=True):
        yield f"  {VERBS[place.act]} {at:<{width}}  {_said(place)}".rstrip()
    yield ""


def _said(place: Place) -> str:
    by = f"by the field {place.field}" if place.field else ""
    if place.outside:
        by = "from outside the repository"
    value = place.value if len(place.value) <= 80 else f"{place.value[:79]}…"
    if place.act == "read":
        return ", ".join(part for part in (by, f"default {value}" if value else "") if part)
    return value


def _list(title: str, variables: tuple[Variable, ...], act: str) -> Iterator[str]:
    if not variables:
        return
    yield f"{title}:"
    for one in variables:
        first, *more = [f"{place.path}:{place.line}" for place in one.places if place.act == act]
        yield f"  {one.name}  {first}" + (f" and {len(more)} more" if more else "")
    yield ""


def _place(place: Place) -> dict[str, object]:
    made: dict[str, object] = {"path": place.path, "line": place.line, "act": place.act, "value": place.value}
    if place.field:
        made["field"] = place.field
    if place.outside:
        made["outside"] = True
    if place.server:
        made["server"] = True
    return made


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
