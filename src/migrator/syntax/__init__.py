"""Code as the analysis sees it: expressions, bindings and uses, the same for every programming language.

A language lowers its syntax tree to these on demand, a node at a time, and keeps the tree for itself. The analysis
asks three things of a language: what an expression is made of (:class:`Expression`), where a name gets its value
(:class:`Binding`), and what becomes of a value (:class:`Use`).
"""

from __future__ import annotations

from migrator.syntax.expressions import (
    Argument,
    Awaited,
    Call,
    Choice,
    Constant,
    Entry,
    Expression,
    Items,
    Joined,
    Mapping,
    Member,
    Name,
    Piece,
    Slot,
    Spelling,
    Text,
)
from migrator.syntax.http import (
    Doubles,
    Library,
    Shape,
)
from migrator.syntax.module import (
    Module,
    Project,
)
from migrator.syntax.values import (
    ATTRIBUTE,
    Binding,
    BindingKind,
    Dependence,
    Each,
    Gathered,
    Parts,
    Position,
    Read,
    Scope,
    Steps,
    Use,
    UseKind,
)
from migrator.syntax.writing import (
    Bodies,
    Loops,
)

__all__ = [
    "ATTRIBUTE",
    "Argument",
    "Awaited",
    "Binding",
    "BindingKind",
    "Bodies",
    "Call",
    "Choice",
    "Constant",
    "Dependence",
    "Doubles",
    "Each",
    "Entry",
    "Expression",
    "Gathered",
    "Items",
    "Joined",
    "Library",
    "Loops",
    "Mapping",
    "Member",
    "Module",
    "Name",
    "Parts",
    "Piece",
    "Position",
    "Project",
    "Read",
    "Scope",
    "Shape",
    "Slot",
    "Spelling",
    "Steps",
    "Text",
    "Use",
    "UseKind",
]
