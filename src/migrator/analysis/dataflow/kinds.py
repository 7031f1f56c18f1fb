"""What can be told of a value, so that a rule can choose the case it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from migrator.analysis.dataflow.origins import origins
from migrator.analysis.dataflow.qualify import qualified
from migrator.syntax import Call, Constant, Items, Mapping, Member, Name, Text

if TYPE_CHECKING:
    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.dataflow.values import Value
    from migrator.syntax import Expression, Module


class Conditional(Protocol):
    """One of several cases; ``when`` is the kind of value that it is for."""

    @property
    def when(self) -> str:
        """A kind, or ``any``."""


C = TypeVar("C", bound=Conditional)
FALSE = frozenset({"null", "false", "zero", "empty", '""'})
SCHEMAS = frozenset({"model_json_schema", "schema", "toJSONSchema", "zodToJsonSchema"})
"""Methods, or functions, that give a schema as an object."""


def kinds(value: Value, project: Project) -> frozenset[str]:
    """The kinds of one origin; empty if nothing is known of it."""
    match value.expression:
        case Constant(value=None):
            return frozenset({"null"})
        case Constant(value=bool() as truth):
            return frozenset({"bool", "true" if truth else "false"})
        case Constant(value=int() | float() as number):
            sign = "negative" if number < 0 else "zero" if number == 0 else "positive"
            return frozenset({"number", sign, *_bounds(number)})
        case Text() as text:
            return frozenset({"string"} if text.value is None else {"string", f'"{text.value}"'})
        case Mapping(entries=entries):
            return frozenset({"object"} if entries else {"object", "empty"})
        case Items(items=items):
            return frozenset({"list", *_bounds(len(items))} if items else {"list", "empty"})
        case Call(callee=Member(key=key)) | Call(callee=Name(name="zodToJsonSchema" as key)) if key in SCHEMAS:
            return frozenset({"object"})
        case Call(callee=callee):
            names = qualified(callee, value.module, project)
            return next((frozenset({made}) for name, made in MAKERS.items() if name in names), frozenset())
    return frozenset({"bool"}) if value.module.is_truth(value.expression) else frozenset()


def _bounds(number: float) -> set[str]:
    """The small bounds that a number, or the length of a list, lies beyond: ``>2``, ``<-2``."""
    beyond = {f">{bound}" for bound in range(1, 10) if number > bound}
    return beyond | {f"<-{bound}" for bound in range(1, 10) if number < -bound}


MAKERS = {"int": "number", "float": "number", "str": "string", "bool": "bool", "dict": "object", "list": "list"}


def choose(
    cases: tuple[C, ...], expression: Expression, module: Module, project: Project, *, nullable: bool = False
) -> C | None:
    """The case that every origin of a value falls into; ``None`` if they fall into several or into none.

    Where the field is ``nullable``, leaving it out and giving nothing are the same, and nothing is no case.
    """
    if len(cases) == 1 and cases[0].when == "any":
        return cases[0]
    chosen: C | None = None
    something = module.surely(expression.node)
    for value in origins(expression, module, project):
        known = kinds(value, project)
        if (something and known & FALSE) or (nullable and "null" in known):
            continue
        case = next((case for case in cases if case.when == "any" or case.when in known), None)
        if case is None or (chosen is not None and case is not chosen):
            return None
        chosen = case
    return chosen
