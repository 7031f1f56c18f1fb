"""Backwards: the expressions that a value may come from, through names, fields, calls and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.exports import exports, target
from migrator.analysis.dataflow.given import arguments, given_at, is_given, rounds, unpacked
from migrator.analysis.dataflow.values import Trail, Value
from migrator.model import Span
from migrator.record import replace
from migrator.syntax import (
    Awaited,
    Binding,
    Call,
    Choice,
    Constant,
    Expression,
    Items,
    Mapping,
    Member,
    Name,
    Scope,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migrator.analysis.dataflow.project import Project
    from migrator.syntax import Module

DEEPEST = 24
LONGEST = 400
"""Places one look backwards visits; real values have tens."""
MOST = 16
"""Alternatives that are followed for one value; beyond that it counts as unknown."""


def origins(expression: Expression, module: Module, project: Project, *, trail: Trail | None = None) -> list[Value]:
    """What ``expression`` may be: literals, calls and whatever cannot be followed, each in its own file.

    A parameter yields its default, the arguments of the calls in its file, and itself, since others may call.
    """
    kind, key = type(expression), getattr(expression, "key", "")
    place = (module.source.path, expression.node.id, expression.span, kind, key)
    known = project.origins.get(place)
    if known is not None:
        return known
    trail = trail or Trail()
    if place in trail.places or len(trail.places) > DEEPEST or len(trail.visited) > LONGEST:
        trail.given_up.append(place)
        return [Value(expression, module)]
    trail.visited.append(place)
    given_up = len(trail.given_up)
    found = _followed(expression, module, project, Trail(trail.places | {place}, trail.visited, trail.given_up))
    if len(trail.given_up) == given_up:  # the same from wherever one comes
        project.origins[place] = found
    return found


def _followed(expression: Expression, module: Module, project: Project, trail: Trail) -> list[Value]:
    found: list[Value] = []
    for value in _step(expression, module, project, trail):
        if value.expression is expression or (
            value.expression.node.id == expression.node.id and value.module is module
        ):
            found.append(value)
        else:
            found += (
                replace(
                    origin,
                    via=value.via + origin.via,
                    full=value.full or origin.full,
                    there=value.there or origin.there,
                )
                for origin in origins(value.expression, value.module, project, trail=trail)
            )
        if len(found) > MOST:
            return [Value(expression, module)]
    return found or [Value(expression, module)]


def _step(expression: Expression, module: Module, project: Project, trail: Trail) -> Iterator[Value]:
    match expression:
        case Name():
            yield from _name(expression, module, project)
        case Member(object=target, key=key):
            yield from _member(expression, target, key, module, project, trail)
        case Choice(options=options):
            left = module.bodies.fallback(expression) if module.bodies is not None else None
            replaced = module.bodies.replaced(expression) if module.bodies is not None else None
            for option in options:
                full = left is not None and option.node.id == left[0].node.id
                there = replaced is not None and option.node.id == replaced.node.id
                yield Value(option, module, full=full, there=there)
        case Awaited(value=value):
            yield Value(value, module)
        case Call(callee=callee):
            returned = [
                Value(result, definition.module, _called(callee))
                for definition in definitions(callee, module, project, trail)
                if definition.module.is_function(definition.expression)
                for result in definition.module.results(definition.expression)
            ]
            yield from returned or [Value(expression, module)]
        case _:
            yield Value(expression, module)


def _called(callee: Expression) -> tuple[str, ...]:
    """The name that a function is called by, as what it gives may be named after."""
    match callee:
        case Name(name=name) | Member(key=str() as name):
            return (name,)
    return ()


def definitions(callee: Expression, module: Module, project: Project, trail: Trail | None = None) -> list[Value]:
    """The functions and classes of the project that ``callee`` may name."""
    return [v for v in origins(callee, module, project, trail=trail) if v.module.is_definition(v.expression)]


def _name(name: Name, module: Module, project: Project) -> Iterator[Value]:
    bindings = module.reaching(name)
    if not bindings:
        yield Value(name, module, (name.name,))
    entered = any(binding.scope.kind == "module" for binding in bindings) and module.entered(name.name)
    if entered:
        yield Value(name, module, (name.name,))
    for binding in bindings:
        values = _bound(binding, name, module, project)
        yield from (value for value in values if not (entered and _stands_for_nothing(value.expression)))


def _stands_for_nothing(expression: Expression) -> bool:
    """Whether a value is there until another one is entered."""
    empty = isinstance(expression, Text) and expression.value == ""
    return empty or (isinstance(expression, Constant) and expression.value is None)


def _bound(
    binding: Binding, read: Expression, module: Module, project: Project, imports: frozenset[str] = frozenset()
) -> Iterator[Value]:
    via = (binding.name,)
    match binding.kind:
        case "assigned" | "entered" | "declared" if binding.value is not None:
            value = unpacked(binding, module.lower(binding.value))
            yield Value(value, module, via, full=isinstance(value, Name | Member) and module.surely(binding.value))
        case "iterated" if found := rounds(binding, module):
            yield from (Value(one, module, via) for one in found)
        case "imported":
            yield from _imported(binding, read, module, project, imports)
        case "parameter":
            if binding.value is not None and not is_given(binding, module, project):
                yield Value(unpacked(binding, module.lower(binding.value)), module, via)
            site = project.sites.get(binding.scope)
            if site is not None:
                given = given_at(site, binding, module)
                if given is not None:
                    yield Value(unpacked(binding, given), site.module, via)
                return
            for argument in arguments(binding, module):
                yield Value(unpacked(binding, argument), module, via)
            yield Value(read, module, via)
        case _:
            yield Value(read, module, via)


def _imported(
    binding: Binding, read: Expression, module: Module, project: Project, imports: frozenset[str]
) -> Iterator[Value]:
    there = target(binding, module, project)
    if there is None or (taken := f"{there[0].source.path} {there[1]}") in imports:
        yield Value(read, module, (binding.name,))
        return
    bound = exports(*there, project, set())
    if not bound:
        yield Value(read, module, (binding.name,))
    for other, inner in bound:
        yield from _bound(inner, _named(inner), other, project, imports | {taken})


def _named(binding: Binding) -> Name:
    """The name of a binding where it is bound."""
    return Name(binding.node, Span(binding.node.start_byte, binding.node.end_byte), binding.name)


def _member(
    expression: Member,
    owner: Expression,
    key: str | int,
    module: Module,
    project: Project,
    trail: Trail,
) -> Iterator[Value]:
    via, found = (str(key),), False
    own = module.instance(owner) if isinstance(owner, Name) else None
    values = origins(owner, module, project, trail=trail) if own is None else []
    classes = [(module, own)] if own is not None else _classes(values, project, trail)
    for class_module, scope in classes if isinstance(key, str) else ():
        for other, binding in fields(scope, str(key), class_module, project, trail):
            found = True
            read = _named(binding) if binding.kind == "parameter" else expression  # a parameter that is a field too
            yield from (replace(v, via=via + v.via) for v in _bound(binding, read, other, project))
    if not found and isinstance(owner, Name) and isinstance(key, str):
        for binding in module.reaching(owner):
            there = target(binding, module, project) if binding.kind == "imported" else None
            if there is not None and not there[1]:
                for other, bound in exports(there[0], key, project, set()):
                    found = True
                    yield from (replace(v, via=via + v.via) for v in _bound(bound, expression, other, project))
    parts = [] if found else [(value, part) for value in values for part in _parts(value, key)]
    yield from (Value(part, value.module, via) for value, part in parts)
    # what an object holds at first may be set to something else
    changes = any(isinstance(value.expression, Call) and part is not value.expression for value, part in parts)
    if not found and (changes or len({id(value) for value, _ in parts}) < max(1, len(values))):
        yield Value(expression, module, via)


def _parts(value: Value, key: str | int) -> list[Expression]:
    """What stands under ``key`` in a literal, or in the object that a call of the language's library gives."""
    found: list[Expression] = []
    match value.expression:
        case Mapping(entries=entries):
            for entry in entries:
                if entry.key is None:
                    outer = entry.value.node.parent or entry.value.node
                    found.append(Member(outer, entry.span, entry.value, key, True))
                elif isinstance(entry.key, Text) and entry.key.value == key:
                    found = [entry.value]
        case Items(items=items) if isinstance(key, int) and -len(items) <= key < len(items):
            found = [items[key]]
        case Call() as call:
            found = value.module.held(call, key)
    return found


def instances(
    owner: Expression, module: Module, project: Project, trail: Trail | None = None
) -> list[tuple[Module, Scope]]:
    """The classes of the project that ``owner`` may be an instance of, or the class itself."""
    if isinstance(owner, Name) and (own := module.instance(owner)) is not None:
        return [(module, own)]
    return _classes(origins(owner, module, project, trail=trail), project, trail)


def _classes(values: list[Value], project: Project, trail: Trail | None) -> list[tuple[Module, Scope]]:
    found = []
    for value in values:
        named = value.expression
        if isinstance(named, Call):
            for definition in definitions(named.callee, value.module, project, trail):
                scope = definition.module.class_scope(definition.expression)
                if scope is not None:
                    found.append((definition.module, scope))
        elif isinstance(named, Name):
            for binding in value.module.reaching(named):
                for annotation in value.module.annotations(binding):
                    for definition in definitions(annotation, value.module, project, trail):
                        scope = definition.module.class_scope(definition.expression)
                        if scope is not None:
                            found.append((definition.module, scope))
        else:
            scope = value.module.class_scope(named)
            if scope is not None:
                found.append((value.module, scope))
    return found


def fields(
    scope: Scope, key: str, module: Module, project: Project, trail: Trail | None = None, depth: int = 4
) -> list[tuple[Module, Binding]]:
    """The stores to a field of a class or, if it has none, of its bases."""
    stores, _ = module.fields(scope, key)
    if stores or not depth:
        return [(module, store) for store in stores]
    found = []
    for base in module.bases(scope):
        for definition in definitions(base, module, project, trail):
            parent = definition.module.class_scope(definition.expression)
            if parent is not None:
                found += fields(parent, key, definition.module, project, trail, depth - 1)
    return found


def field_stores(member: Member, module: Module, project: Project) -> list[tuple[Module, Binding]]:
    """The stores to the field that ``member`` reads, if its object is an instance of a class of the project."""
    return [
        store
        for class_module, scope in instances(member.object, module, project)
        for store in fields(scope, str(member.key), class_module, project)
    ]
