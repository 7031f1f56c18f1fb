"""The environment as one graph: every variable with the places that set it, read it or only name it."""

from __future__ import annotations

from typing import Literal

from migrator.model import Span
from migrator.record import record

Act = Literal["set", "read", "named"]


@record
class Place:
    """Where a variable is set, read, or named without either (a list of required ones, a declaration of types).

    ``span`` is that of its name; that of a settings field for one which is read by the field's name. ``value`` is what
    it is set to, or the default it is read with, and ``at`` where that stands, if it is written beside the name.
    ``field`` is the settings field, ``whole`` its declaration. ``outside`` says that the other end is not in the
    repository: a secret store. ``server`` marks a setting of the model server itself. ``prefix`` is what
    the name of a field is put behind.
    """

    path: str
    span: Span
    line: int
    act: Act
    value: str = ""
    at: Span | None = None
    field: str = ""
    whole: Span | None = None
    outside: bool = False
    server: bool = False
    prefix: str = ""


@record
class Variable:
    """A variable and its places in order. ``server`` says that only the model server reads it."""

    name: str
    places: tuple[Place, ...]
    server: bool = False
    readers: tuple[str, ...] = ()

    def of(self, act: Act) -> tuple[Place, ...]:
        """The places of one kind."""
        return tuple(place for place in self.places if place.act == act)


@record
class Disagreement:
    """A name that is set and one that is read, which seem to be meant for each other."""

    set: str
    read: str
    why: str


@record
class Graph:
    """All variables that have to do with the old server, by name, and the names that disagree."""

    variables: tuple[Variable, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    def unset(self) -> tuple[Variable, ...]:
        """Read, and set nowhere in the repository."""
        return tuple(one for one in self.variables if one.of("read") and not one.of("set"))

    def unread(self) -> tuple[Variable, ...]:
        """Set, and read nowhere in the repository, nor by the server or a package."""
        return tuple(
            one for one in self.variables if one.of("set") and not one.of("read") and not one.server and not one.readers
        )
