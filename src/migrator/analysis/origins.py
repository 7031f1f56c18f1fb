"""Backwards: the expressions that a value may come from, through names, fields, calls and files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from migrator.syntax import Awaited, Binding, Call, Choice, Expression, Items, Member, Name, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migrator.analysis.project import Project
    from migrator.syntax import Module

DEEPEST = 24
MOST = 16
"""Alternatives that are followed for one value; beyond that it counts as unknown."""


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """An expression that is not followed further, in its file, and the names that led to it."""

    expression: Expression
    module: Module
    via: tuple[str, ...] = ()


def origins(
    expression: Expression, module: Module, project: Project, *, seen: frozenset[tuple[str, int]] = frozenset()
) -> list[Value]:
    """What ``expression`` may be: literals, calls and whatever cannot be followed, each in its own file.

    A parameter yields its default, the arguments of the calls in its file, and itself, since others may call.
    """
    key = (module.source.path, expression.node.id)
    if key in seen or len(seen) > DEEPEST:
        return [Value(expression, module)]
    inner = seen | {key}
    found: list[Value] = []
    for value in _step(expression, module, project, inner):
        if value.expression is expression or (
            value.expression.node.id == expression.node.id and value.module is module
        ):
            found.append(value)
        else:
            found += (
                replace(origin, via=value.via + origin.via)
                for origin in origins(value.expression, value.module, project, seen=inner)
            )
        if len(found) > MOST:
            return [Value(expression, module)]
    return found or [Value(expression, module)]


def _step(
    expression: Expression, module: Module, project: Project, seen: frozenset[tuple[str, int]]
) -> Iterator[Value]:
    match expression:
        case Name():
            yield from _name(expression, module, project)
        case Member(object=target, key=str() as key):
            yield from _member(expression, target, key, module, project, seen)
        case Choice(options=options):
            for option in options:
                yield Value(option, module)
        case Awaited(value=value):
            yield Value(value, module)
        case Call(callee=callee):
            returned = [
                result
                for definition in definitions(callee, module, project, seen)
                if definition.module.is_function(definition.expression)
                for result in definition.module.results(definition.expression)
            ]
            if returned:
                for definition in definitions(callee, module, project, seen):
                    for result in definition.module.results(definition.expression):
                        yield Value(result, definition.module)
            else:
                yield Value(expression, module)
        case _:
            yield Value(expression, module)


def definitions(
    callee: Expression, module: Module, project: Project, seen: frozenset[tuple[str, int]] = frozenset()
) -> list[Value]:
    """The functions and classes of the project that ``callee`` may name."""
    return [v for v in origins(callee, module, project, seen=seen) if v.module.is_definition(v.expression)]


def _name(name: Name, module: Module, project: Project) -> Iterator[Value]:
    bindings = module.reaching(name)
    if not bindings:
        yield Value(name, module, (name.name,))
    for binding in bindings:
        yield from _bound(binding, name, module, project)


def _bound(binding: Binding, read: Expression, module: Module, project: Project) -> Iterator[Value]:
    via = (binding.name,)
    match binding.kind:
        case "assigned" | "entered" | "declared" if binding.value is not None:
            value = module.lower(binding.value)
            for position in binding.path:
                value = value.items[position] if isinstance(value, Items) and position < len(value.items) else read
            yield Value(value, module, via)
        case "imported":
            yield from _imported(binding, read, module, project)
        case "parameter":
            if binding.value is not None:
                yield Value(module.lower(binding.value), module, via)
            for argument in arguments(binding, module):
                yield Value(argument, module, via)
            yield Value(read, module, via)
        case _:
            yield Value(read, module, via)


def _imported(binding: Binding, read: Expression, module: Module, project: Project) -> Iterator[Value]:
    there = target(binding, module, project)
    if there is None:
        yield Value(read, module, (binding.name,))
        return
    other, name = there
    bound = other.binding(other.scope(0), name) if name else ()
    if not bound:
        yield Value(read, module, (binding.name,))
    for inner in bound:
        yield from _bound(inner, read, other, project)


def target(binding: Binding, module: Module, project: Project) -> tuple[Module, str] | None:
    """The module of the project that an import names, and the name taken from it (empty for the module itself)."""
    if binding.imported:
        inside = module.imported(
            f"{binding.module.rstrip('.')}.{binding.imported}"
            if binding.module.strip(".")
            else f"{binding.module}{binding.imported}",
            project,
        )
        if inside is not None:
            return inside, ""
    there = module.imported(binding.module, project)
    return (there, binding.imported) if there is not None else None


def _member(
    expression: Member, owner: Expression, key: str, module: Module, project: Project, seen: frozenset[tuple[str, int]]
) -> Iterator[Value]:
    via, found = (key,), False
    for class_module, scope in instances(owner, module, project, seen):
        for other, binding in fields(scope, key, class_module, project):
            found = True
            yield from (replace(v, via=via + v.via) for v in _bound(binding, expression, other, project))
    if not found and isinstance(owner, Name):
        for binding in module.reaching(owner):
            there = target(binding, module, project) if binding.kind == "imported" else None
            if there is not None and not there[1]:
                for bound in there[0].binding(there[0].scope(0), key):
                    found = True
                    yield from (replace(v, via=via + v.via) for v in _bound(bound, expression, there[0], project))
    if not found:
        yield Value(expression, module, via)


def instances(
    owner: Expression, module: Module, project: Project, seen: frozenset[tuple[str, int]] = frozenset()
) -> list[tuple[Module, Scope]]:
    """The classes of the project that ``owner`` may be an instance of, or the class itself."""
    if isinstance(owner, Name) and (own := module.instance(owner)) is not None:
        return [(module, own)]
    found = []
    for value in origins(owner, module, project, seen=seen):
        named = value.expression
        if isinstance(named, Call):
            for definition in definitions(named.callee, value.module, project, seen):
                scope = definition.module.class_scope(definition.expression)
                if scope is not None:
                    found.append((definition.module, scope))
        elif isinstance(named, Name):
            for binding in value.module.reaching(named):
                for annotation in value.module.annotations(binding):
                    for definition in definitions(annotation, value.module, project, seen):
                        scope = definition.module.class_scope(definition.expression)
                        if scope is not None:
                            found.append((definition.module, scope))
        else:
            scope = value.module.class_scope(named)
            if scope is not None:
                found.append((value.module, scope))
    return found


def fields(scope: Scope, key: str, module: Module, project: Project, depth: int = 4) -> list[tuple[Module, Binding]]:
    """The stores to a field of a class or, if it has none, of its bases."""
    stores, _ = module.fields(scope, key)
    if stores or not depth:
        return [(module, store) for store in stores]
    found = []
    for base in module.bases(scope):
        for definition in definitions(base, module, project):
            parent = definition.module.class_scope(definition.expression)
            if parent is not None:
                found += fields(parent, key, definition.module, project, depth - 1)
    return found


def arguments(binding: Binding, module: Module) -> list[Expression]:
    """The arguments that calls in the same file give a parameter."""
    name, skipped = module.called(binding.scope)
    if not name:
        return []
    found = []
    for call in module.calls(frozenset({name})):
        tail = call.callee.name if isinstance(call.callee, Name) else getattr(call.callee, "key", "")
        if tail != name:
            continue
        argument = call.argument(binding.name, binding.position - skipped)
        if argument is not None:
            found.append(argument.value)
    return found[:MOST]
