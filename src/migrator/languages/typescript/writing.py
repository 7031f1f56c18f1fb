"""What TypeScript answers for its code to be written anew: where a value stands, how texts and fields are written."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from migrator.deferred import deferred
from migrator.languages.typescript import literals
from migrator.languages.typescript.lower import span
from migrator.languages.untouched import Untouched
from migrator.model import Edit, Keep, Span
from migrator.syntax import Bodies, Doubles, Expression, Loops, Mapping, Member, Parts, Position, Read, Slot, Steps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tree_sitter import Node

    from migrator.languages.typescript import framing, mappings, reads, render, success, timing
    from migrator.scan.source import Source
    from migrator.syntax.timing import Timing
else:
    framing = deferred("migrator.languages.typescript.framing")
    mappings = deferred("migrator.languages.typescript.mappings")
    reads = deferred("migrator.languages.typescript.reads")
    render = deferred("migrator.languages.typescript.render")
    success = deferred("migrator.languages.typescript.success")
    timing = deferred("migrator.languages.typescript.timing")


class TypeScriptWriting(Untouched):
    """The half of :class:`migrator.languages.typescript.module.TypeScriptModule` that writes."""

    source: Source
    data: bytes
    writes = frozenset({"http", "packages"})
    bodies: Bodies | None = mappings
    doubles: Doubles | None = None
    loops: Loops | None = framing
    timing: Timing | None = timing

    @property
    @abstractmethod
    def root(self) -> Node:
        """The root of the syntax tree."""

    @property
    @abstractmethod
    def typed(self) -> bool:
        """Whether the file is TypeScript."""

    def position(self, node: Node) -> Position:
        """What kind of expression may stand where ``node`` stands."""
        return render.position(node)

    def settled(self, check: Node, read: Node, good: bool = True) -> bool:
        """Whether ``read`` only runs when a look at a status, at ``check``, has told of success, or of failure."""
        return success.settled(check, read, good)

    def neutral(self, node: Node) -> bool:
        """Whether a first value stands for nothing yet: ``null``, ``undefined``, ``''``, ``[]``, ``{}``."""
        return render.is_neutral(node)

    def surely(self, node: Node) -> bool:
        """Whether ``node`` only runs where its own value was tested to be true: inside ``if (value)``."""
        return render.surely(node)

    def reading(self, read: Read) -> Parts | None:
        """The source text for a read of a reply; ``None`` if it cannot be written in place."""
        return reads.reading(read, self.typed)

    def lenient(self, node: Node) -> bool:
        """Whether the access at ``node`` gives nothing, rather than an error, where the part is missing."""
        return reads.lenient(node)

    def quote(self, node: Node) -> str:
        """The mark to write texts and keys with: a quote, twice where the keys are quoted as well."""
        return render.quote(node)

    def literal(self, template: object, mark: str, given: Parts) -> Parts:
        """Data of a rule as a literal, with ``given`` in the place of ``$value``."""
        return render.literal(template, mark, given)

    def field(self, style: str, name: str, value: Parts, mark: str) -> Parts:
        """An entry of an object literal; a variable of the same name stands for both."""
        del style
        only = value[0] if len(value) == 1 else None
        if isinstance(only, Keep) and self.data[only.span.start : only.span.end] == name.encode() and len(mark) == 1:
            return value
        return render.field(name, value, mark)

    def label(self, where: Span, name: str, mark: str) -> str:
        """The key ``name`` as it is written in the place of the one at ``where``."""
        if self.data[where.start : where.start + 1] in (b"'", b'"'):
            return render.text(name, mark)
        return literals.label(self.root.descendant_for_byte_range(where.start, where.end), name)

    def access(self, steps: Steps, mark: str) -> str:
        """``.a[0]``."""
        return render.access(steps, mark)

    def mapping(self, entries: Parts) -> Parts:
        """An object literal with these entries."""
        return render.mapping(entries)

    def holding(self, key: str) -> list[Mapping]:
        """The object literals of this file that have a key."""
        return literals.holding(self.root, self.data, key)

    def storing(self, key: str) -> list[tuple[Member, Slot]]:
        """The statements of this file that set the field ``key`` of an object."""
        return literals.storing(self.root, self.data, key)

    def store(self, node: Node) -> Slot | None:
        """The field that an assignment to the member at ``node`` sets; its span is the whole assignment."""
        return literals.store(node)

    def prepended(self, owner: str, field: str, template: object, value: Span, mark: str) -> Parts | None:
        """A statement that puts the first element of ``template`` in front of the list in a field."""
        if not isinstance(template, list) or len(template) != 1:
            return None
        element = render.literal(template[0], mark, (Keep(value),))
        return (f"{owner}{render.access((field,), mark)}.unshift(", *element, ")")

    def appended(self, expression: Expression, text: str) -> Parts | None:
        """An expression for the text of ``expression`` with ``text`` after it."""
        return render.appended(expression, text, self.data)

    def serialised(self, expression: Expression) -> Expression | None:
        """The value inside ``JSON.stringify(value)``."""
        return literals.serialised(expression)

    def membership(self, node: Node, key: str) -> tuple[Span, str] | None:
        """The key in ``'key' in value`` at ``node``: where it is written, and how ``key`` is written there."""
        old = node.child_by_field_name("left")
        return (span(old), render.text(key, render.quote(old))) if old is not None else None

    def edit(self, span: Span, parts: Iterable[str | Keep], rule: str) -> Edit:
        """An edit of this file."""
        return Edit(self.source.path, span, tuple(parts), rule)
