"""Where a name gets its value, and what becomes of a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from migrator.model import Keep, Span
from migrator.record import record
from migrator.syntax.expressions import Expression

if TYPE_CHECKING:
    from tree_sitter import Node


@record(eq=False)
class Scope:
    """Where names live. A class scope is not seen from the functions in it."""

    kind: Literal["module", "class", "function", "comprehension", "block"]
    node: Node
    span: Span
    parent: Scope | None


BindingKind = Literal[
    "assigned",  # name = value; with a path when it was unpacked
    "iterated",  # for name in value
    "entered",  # with value as name
    "parameter",  # value is the default, if any; annotation the type as written
    "imported",  # module, imported
    "declared",  # def or class; value is the definition itself
    "changed",  # name += value, del name, a name bound in a way that is not followed
]


@record(eq=False)
class Binding:
    """A place that gives a name its value. ``path`` are the positions and keys unpacked from the value."""

    name: str
    node: Node
    scope: Scope
    kind: BindingKind
    value: Node | None = None
    path: tuple[str | int, ...] = ()
    module: str = ""
    imported: str = ""
    annotation: Node | None = None
    position: int = -1
    start: int = 0


UseKind = Literal[
    "member",  # read of a part; key says which, node is the whole access
    "called",  # the value is called; node is the call
    "argument",  # handed to a call; node is the call, argument which
    "assigned",  # bound to names, see bindings
    "stored",  # put into an attribute or a container; node is the target
    "entered",  # with value as name
    "iterated",  # looped over; node is the loop
    "flows",  # the value of a larger expression is this value: await, or, if-else, parentheses
    "returned",
    "yielded",
    "contains",  # key in value; with ATTRIBUTE as argument, the value is asked whether it has an attribute key
    "sliced",  # some elements of a list, or characters of a text, that follow each other
    "tested",  # only its truth
    "compared",
    "formatted",  # put into a text
    "worked",  # an operand of arithmetic; node is the whole
    "piped",  # one side of ``|``; key says which, 0 or 1, node is the whole
    "element",  # of a literal list or mapping
    "discarded",
    "unknown",
]


ATTRIBUTE = "attribute"
"""The argument of a use that asks an object for an attribute rather than a mapping for a key."""


@record(eq=False)
class Use:
    """What becomes of a value in the next step. ``node`` is the surrounding construct, see :data:`UseKind`.

    A ``soft`` member may be missing and is then ``default``: ``x.get("key", default)``, ``x?.key``. An assignment that
    is an expression itself has the value as its own: ``onward`` is what has it there.
    """

    kind: UseKind
    node: Node
    span: Span
    key: str | int = ""
    argument: str | int = ""
    bindings: tuple[Binding, ...] = ()
    scope: Scope | None = None
    soft: bool = False
    default: Expression | None = None
    onward: Node | None = None


@record(eq=False)
class Each:
    """A call of a function for each element of a list, or another look at the list that tells nothing of its parts.

    ``bindings`` are the names that an element has in the function; ``node`` is the whole, and ``gives`` what it gives:
    elements of the list, one of them, or something else.
    """

    node: Node
    bindings: tuple[Binding, ...]
    gives: Literal["list", "element", "other"]


@record(eq=False)
class Gathered:
    """What becomes of text that comes bit by bit: the loops over its lines, or where all of it is parsed at the end.

    ``heard`` says that something listens to it: whatever else becomes of it, it is a stream.
    """

    loops: tuple[Use, ...] = ()
    wholes: tuple[Node, ...] = ()
    heard: bool = False


Steps: TypeAlias = tuple[str | int, ...]
"""A path into a reply: keys, positions, and ``"[]"`` for each element of a list."""


Parts: TypeAlias = tuple[str | Keep, ...]


Position = Literal["test", "open", "tight"]
"""Where an expression stands: only its truth counts; any expression may; parentheses are needed around ``a or b``."""


@record(eq=False)
class Read:
    """How a part of a reply is to be read: from the value at ``anchor``, along ``steps``.

    ``plain`` replies are dictionaries, others objects. ``null`` says that the new value may be null where the old one
    was never (it becomes ``""``). ``soft`` says that a missing part must give ``default`` (nothing, if ``None``).
    ``optional`` is the last step of a path whose key the new server may leave out; ``is_set`` asks for no value but
    whether there is one. ``node`` is the old expression.

    ``declared`` says that the reply has a type, which does not have what is ``extra``; ``lacking`` is written where a
    part of the path may be missing by that type, empty if none may.
    """

    node: Node
    anchor: Node
    steps: Steps
    plain: bool
    null: bool = False
    soft: bool = False
    default: Expression | None = None
    extra: bool = False
    optional: bool = False
    is_set: bool = False
    declared: bool = False
    lacking: str = ""


Dependence = Literal["", "true", "false", "unclear"]
"""Whether a place runs only if a value is true, only if it is false, or depends on it in a way that is not clear."""
