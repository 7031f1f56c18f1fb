"""A body that comes from outside: a parameter that keeps its shape, since its callers are not known or elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.analysis.dataflow.callers import callers
from migrator.analysis.dataflow.declared import declaration, fields_of
from migrator.analysis.dataflow.origins import origins
from migrator.deferred import pattern
from migrator.record import record
from migrator.syntax import Mapping, Name
from migrator.syntax.types import Alternatives

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.dataflow.project import Project
    from migrator.syntax import Binding, Expression, Module
    from migrator.syntax.types import Part

OMITTED = pattern(r"Omit<\s*(\w+)\s*,\s*([^<>]*)>$")
OPEN = pattern(r"any|unknown|Record<\s*string\s*,\s*(?:any|unknown)\s*>$")


@record(eq=False)
class Edge:
    """A parameter that holds a body of the old shape. Without ``parts`` its type says nothing."""

    name: str
    binding: Binding
    where: Module
    parts: tuple[Part, ...] | None


def edge(value: Expression, module: Module, project: Project) -> Edge | None:
    """The parameter at an expression, if it is one that keeps its shape for callers."""
    bound = module.reaching(value) if isinstance(value, Name) and module.types is not None else ()
    if not isinstance(value, Name) or len(bound) != 1 or module.types is None:
        return None
    (binding,) = bound
    annotation = binding.annotation
    if binding.kind != "parameter" or binding.path or binding.scope in project.sites or annotation is None:
        return None
    parts = _parts(annotation, module, project)
    if parts is None and not OPEN.match(text_of(annotation, module)):
        return None
    known = callers(binding.scope, module, project)
    if not known.strays and known.sites and all(site.module is module for site in known.sites):
        return None
    return Edge(value.name, binding, parts[0] if parts else module, parts[1] if parts else None)


def edges(value: Expression, module: Module, project: Project) -> list[Edge]:
    """The parameters of this kind that a body is, or unpacks."""
    found = [edge(value, module, project)]
    for origin in origins(value, module, project) if module.types is not None else ():
        language = origin.module.bodies
        entries = origin.expression.entries if isinstance(origin.expression, Mapping) else ()
        for entry in entries:
            if entry.key is None and language is not None:
                found.append(edge(language.guarded(entry.value), origin.module, project))
    return [one for one in found if one is not None]


def text_of(node: Node, module: Module) -> str:
    """How a type is written, without what separates it from what has it."""
    return module.source.data[node.start_byte : node.end_byte].decode("utf-8", "replace").strip(": ")


def _parts(node: Node, module: Module, project: Project) -> tuple[Module, tuple[Part, ...]] | None:
    """All fields of a type: of one that is declared, of one without some, of several at once."""
    text = text_of(node, module)
    described = module.types.described(node) if module.types is not None else None
    if (without := OMITTED.match(text)) is not None:
        there = declaration(without[1], module, project)
        inner = _parts(there[1], there[0], project) if there is not None else None
        left = set(re.findall(r"\w+", without[2]))
        return (inner[0], tuple(one for one in inner[1] if one.name not in left)) if inner is not None else None
    if isinstance(described, Alternatives):
        each = [_parts(option, module, project) for option in described.options]
        known = [one for one in each if one is not None]
        if "|" in text or len(known) < len(each) or len({one[0].source.path for one in known}) != 1:
            return None
        return known[0][0], tuple(part for one in known for part in one[1])
    found = fields_of(node, module, project)
    if found is None or found[1].derived:
        return None
    return found[0], found[1].parts
