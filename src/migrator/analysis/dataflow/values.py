"""What a value may come from, as a look backwards gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from migrator.model import Span
from migrator.record import field, record
from migrator.syntax import Expression

if TYPE_CHECKING:
    from migrator.syntax import Module

Place: TypeAlias = tuple[str, int, Span, type[Expression], object]
"""A file, a node in it, and which expression at the node: several may share one."""


@record(eq=False)
class Value:
    """An expression that is not followed further, in its file, and the names that led to it.

    One that is ``full`` counts only where it is not empty: it is the left side of ``value or other``.
    One that is ``there`` counts only where it is something, as the left side of ``value ?? other`` does.
    """

    expression: Expression
    module: Module
    via: tuple[str, ...] = ()
    full: bool = False
    there: bool = False


@record(eq=False)
class Trail:
    """The places that one look backwards has come through; those it has visited, and where it had to give up."""

    places: frozenset[Place] = frozenset()
    visited: list[Place] = field(default_factory=list)
    given_up: list[Place] = field(default_factory=list)
