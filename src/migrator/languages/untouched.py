"""What a module answers to the questions of rewriting while nothing writes its language: that it cannot be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from migrator.syntax import (
        Binding,
        Bodies,
        Call,
        Expression,
        Loops,
        Mapping,
        Member,
        Name,
        Parts,
        Position,
        Read,
        Slot,
    )
    from migrator.syntax.importing import Compared
    from migrator.syntax.timing import Timing


class Untouched:
    """Every answer is the one that keeps a unit from being rewritten; what is asked, :class:`syntax.Module` says."""

    writes: frozenset[str] = frozenset()
    bodies: Bodies | None = None
    loops: Loops | None = None
    timing: Timing | None = None

    def position(self, node: Node) -> Position:
        """The strictest place."""
        del node
        return "tight"

    def settled(self, check: Node, read: Node, good: bool = True) -> bool:
        """Never known."""
        del check, read, good
        return False

    def neutral(self, node: Node) -> bool:
        """Never known."""
        del node
        return False

    def surely(self, node: Node) -> bool:
        """Never known."""
        del node
        return False

    def reading(self, read: Read) -> Parts | None:
        """Cannot be written."""
        del read
        return None

    def membership(self, node: Node, key: str) -> tuple[Span, str] | None:
        """Cannot be written."""
        del node, key
        return None

    def having(self, test: Node, value: Node, read: Parts | None, key: str) -> tuple[Span, Parts] | None:
        """Cannot be written."""
        del test, value, read, key
        return None

    def rounds(self, node: Node) -> list[tuple[Binding, Expression]]:
        """Not followed."""
        del node
        return []

    def streams(self, node: Node) -> bool:
        """Never known."""
        del node
        return False

    def is_truth(self, expression: Expression) -> bool:
        """Never known."""
        del expression
        return False

    def bare(self, call: Call) -> bool:
        """Not looked at."""
        del call
        return False

    def decoded(self, value: Parts) -> tuple[Parts, str]:
        """As it is."""
        return value, ""

    def prepended(self, owner: str, field: str, template: object, value: Span, mark: str) -> Parts | None:
        """Cannot be written."""
        del owner, field, template, value, mark
        return None

    def appended(self, expression: Expression, text: str) -> Parts | None:
        """Cannot be written."""
        del expression, text
        return None

    def store(self, node: Node) -> Slot | None:
        """Not understood."""
        del node
        return None

    def quote(self, node: Node) -> str:
        """Of no matter."""
        del node
        return "'"

    def literal(self, template: object, mark: str, given: Parts) -> Parts:
        """Nothing."""
        del template, mark, given
        return ()

    def field(self, style: str, name: str, value: Parts, mark: str) -> Parts:
        """Nothing."""
        del style, name, value, mark
        return ()

    def extended(self, expression: Expression, suffix: str, default: str) -> Parts:
        """Nothing."""
        del expression, suffix, default
        return ()

    def statement(self, name: str, callee: str, arguments: Sequence[str], called: bool = False) -> str:
        """Nothing."""
        del name, callee, arguments, called
        return ""

    def listed(self, statement: Node) -> list[tuple[Span, Binding]]:
        """None that are known."""
        del statement
        return []

    def annotates(self, node: Node) -> bool:
        """Never known."""
        del node
        return False

    def imported_names(self, statement: Node) -> int:
        """Of no matter."""
        del statement
        return 0

    def after_imports(self, first: Node | None = None) -> int:
        """Of no matter."""
        del first
        return 0

    def holding(self, key: str) -> list[Mapping]:
        """Not looked for."""
        del key
        return []

    def storing(self, key: str) -> list[tuple[Member, Slot]]:
        """Not looked for."""
        del key
        return []

    def handlers(self, node: Node) -> list[Expression]:
        """None that are known."""
        del node
        return []

    def names_exception(self, handler: Expression, name: str) -> bool:
        """Never known."""
        del handler, name
        return False

    def compared(self, node: Node) -> Compared | None:
        """Not looked for."""
        del node
        return None

    def caught(self, node: Node) -> list[Name]:
        """None that are known."""
        del node
        return []

    def is_base(self, node: Node) -> bool:
        """Never known."""
        del node
        return False
