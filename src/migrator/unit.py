"""What is rewritten whole or not at all: one call site with everything that has to change with it."""

from __future__ import annotations

from migrator.model import Edit, Span
from migrator.record import record


@record
class Problem:
    """Why a unit cannot be rewritten: the place that blocks it, what is wrong there and what a person can do."""

    path: str
    span: Span
    why: str
    how: str


@record
class Import:
    """A name that the rewritten file ``path`` needs: ``import module`` or ``from module import name``."""

    path: str
    module: str
    name: str = ""


@record
class NewFile:
    """A file that the rewritten code needs and that may not be there yet, for what no expression can say."""

    path: str
    text: str


@record
class Move:
    """A file that gets another path, both relative to the root. Its edits stand under ``path``, the old one.

    Without ``to`` it goes away, whatever else would be changed in it.
    """

    path: str
    to: str


@record
class Unit:
    """A call site and the edits, in any file, that it needs all together; ``moves`` are files it renames or removes.

    ``problems`` block it, and through shared edits or a shared ``group`` every unit it hangs together with.
    ``reviews`` are the named assumptions under which the rewrite keeps behaviour; none means it is safe. What
    ``follows`` from a rewrite is not chosen by itself: without it the rewrite would be half done. ``files`` are made
    with it. ``lent`` are those of its edits that others may make without it where a problem blocks it, and so is its
    group if there are any. One that ``goes`` asks for what the new server has not: a person takes it out, and it holds
    back no address. ``uses`` is the application, by its directory, whose server it uses; one that only ``asks`` after
    that server stays where all that use it do. ``reads`` are variables that what it calls reads by itself.
    Where it is not told that the server is an old one, it is ``unproved``.
    """

    path: str
    span: Span
    rule: str
    edits: tuple[Edit, ...] = ()
    imports: tuple[Import, ...] = ()
    problems: tuple[Problem, ...] = ()
    reviews: tuple[str, ...] = ()
    group: str = ""
    follows: bool = False
    files: tuple[NewFile, ...] = ()
    moves: tuple[Move, ...] = ()
    lent: tuple[Edit, ...] = ()
    goes: bool = False
    uses: str | None = None
    asks: str | None = None
    reads: tuple[str, ...] = ()
    unproved: bool = False
