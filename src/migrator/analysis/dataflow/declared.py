"""Types that the code gives its values: where they are declared, and what they say a value may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.exports import target
from migrator.analysis.dataflow.origins import fields
from migrator.syntax import Member, Name
from migrator.syntax.types import Alternatives, Fields, Listed, Referred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from migrator.analysis.dataflow.project import Project
    from migrator.syntax import Expression, Module
    from migrator.syntax.types import Part

DEEPEST = 6
KINDS = {"string": "string", "number": "number", "boolean": "bool", "null": "null", "undefined": "null"}
"""Types of a language's own, and the kinds of value that they are."""


def declaration(name: str, module: Module, project: Project, depth: int = DEEPEST) -> tuple[Module, Node] | None:
    """The declaration that a type's name means in a file, with its file."""
    found = module.types.declaration(name) if module.types is not None else None
    if found is not None:
        return module, found
    for binding in module.imports() if depth else ():
        there = target(binding, module, project) if binding.name == name else None
        if there is not None and (again := declaration(there[1] or name, there[0], project, depth - 1)) is not None:
            return again
    for handed in module.handed_on() if depth else ():
        other = module.imported(handed, project)
        if other is not None and (again := declaration(name, other, project, depth - 1)) is not None:
            return again
    return None


def fields_of(node: Node, module: Module, project: Project, depth: int = DEEPEST) -> tuple[Module, Fields] | None:
    """The fields of the type at a node, with the file that declares them; ``None`` if it is anything else."""
    found = module.types.described(node) if module.types is not None else None
    match found:
        case Fields():
            return module, found
        case Referred(name=name) if depth:
            there = declaration(name, module, project)
            return fields_of(there[1], there[0], project, depth - 1) if there is not None else None
        case Alternatives(options=options) if depth:
            each = [fields_of(option, module, project, depth - 1) for option in options if not _nothing(option, module)]
            return each[0] if len(each) == 1 else None
    return None


def _nothing(node: Node, module: Module) -> bool:
    return module.source.data[node.start_byte : node.end_byte] in (b"null", b"undefined")


def kinds_of(node: Node, module: Module, project: Project) -> list[frozenset[str]]:
    """What a type says that a value may be, one set of kinds for each possibility; none if it does not say."""
    return _kinds(node, module, project)


def part_of(expression: Expression, module: Module, project: Project) -> tuple[Module, Part] | None:
    """The field that ``owner.key`` reads, where the type of its owner says what fields it has."""
    if not isinstance(expression, Member) or not isinstance(expression.key, str):
        return None
    for where, node in types_of(expression.object, module, project):
        known = fields_of(node, where, project)
        found = [part for part in known[1].parts if part.name == expression.key] if known is not None else []
        if known is not None and found:
            return known[0], found[0]
    return None


def types_of(expression: Expression, module: Module, project: Project) -> Iterator[tuple[Module, Node]]:
    """The types that the code says a variable, a parameter or a field has."""
    if isinstance(expression, Name):
        for binding in module.reaching(expression):
            if binding.annotation is not None and not binding.path:
                yield module, binding.annotation
    elif isinstance(expression, Member):
        there = part_of(expression, module, project)
        if there is not None:
            yield there[0], there[1].node
            return
        own = module.instance(expression.object) if isinstance(expression.object, Name) else None
        for where, binding in fields(own, str(expression.key), module, project) if own is not None else ():
            if binding.annotation is not None:
                yield where, binding.annotation


def kinds_declared(expression: Expression, module: Module, project: Project) -> list[frozenset[str]]:
    """What the type of a value says that it may be, one set of kinds for each possibility; none if it does not say."""
    if module.types is None:
        return []
    there = part_of(expression, module, project)
    if there is not None:
        where, part = there
        found = _kinds(part.node, where, project)
        return [*found, frozenset({"null"})] if found and part.optional and frozenset({"null"}) not in found else found
    for where, node in types_of(expression, module, project):
        found = _kinds(node, where, project)
        return [*found, frozenset({"null"})] if found and _may_be_left_out(expression, module) else found
    return []


def _may_be_left_out(expression: Expression, module: Module) -> bool:
    """Whether a name is that of a parameter which callers may leave out."""
    bindings = module.reaching(expression) if isinstance(expression, Name) else ()
    return module.bodies is not None and any(map(module.bodies.nullable, bindings))


def _kinds(node: Node, module: Module, project: Project, depth: int = DEEPEST) -> list[frozenset[str]]:
    found = module.types.described(node) if module.types is not None else None
    match found:
        case Alternatives(options=options) if depth:
            each = [_kinds(option, module, project, depth - 1) for option in options]
            return [one for kinds in each for one in kinds] if all(each) else []
        case Listed():
            return [frozenset({"list"})]
        case Fields():
            return [frozenset({"object"})]
        case Referred(name=name) if depth:
            there = declaration(name, module, project)
            return _kinds(there[1], there[0], project, depth - 1) if there is not None else []
    return _written(module.source.data[node.start_byte : node.end_byte].decode("utf-8", "replace").strip(": "))


def _written(text: str) -> list[frozenset[str]]:
    """The kinds of a type of the language's own, by the way it is written."""
    if text in KINDS:
        return [frozenset({KINDS[text]})]
    if text[:1] in ("'", '"') and text[-1:] == text[:1]:
        return [frozenset({"string", f'"{text[1:-1]}"'})]
    if text in ("true", "false"):
        return [frozenset({"bool", text})]
    return [frozenset({"object"})] if text == "object" or text.startswith("Record<") else []
