"""What a binding is given: by the calls of its function, or as a part of a larger value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.model import Span
from migrator.syntax import Binding, Call, Constant, Expression, Items, Member, Name, Text

if TYPE_CHECKING:
    from migrator.analysis.dataflow.project import Project, Site
    from migrator.syntax import Module

MOST = 16
"""Calls whose arguments a parameter is taken to have."""


def given_at(site: Site, binding: Binding, module: Module) -> Expression | None:
    """The argument that a call gives a parameter, if it gives one."""
    _, skipped = module.called(binding.scope)
    argument = site.call.argument(binding.name, binding.position - skipped)
    return argument.value if argument is not None else None


def is_given(binding: Binding, module: Module, project: Project) -> bool:
    """Whether the call that a function is looked at from gives a parameter."""
    site = project.sites.get(binding.scope)
    return site is not None and given_at(site, binding, module) is not None


def unpacked(binding: Binding, value: Expression) -> Expression:
    """The part of ``value`` that a binding takes, as if it were read from it key by key."""
    nodes = [binding.node][: len(binding.path)]
    while len(nodes) < len(binding.path):
        nodes.append(nodes[-1].parent or nodes[-1])
    for step, node in zip(binding.path, reversed(nodes), strict=False):
        if isinstance(value, Items) and isinstance(step, int) and step < len(value.items):
            value = value.items[step]
        else:
            value = Member(node, Span(node.start_byte, node.end_byte), value, step, True)
    return value


def rounds(binding: Binding, module: Module) -> list[Expression]:
    """What a loop over a list that is written out, numbered or not, gives its variable; nothing for any other loop."""
    value, path = module.lower(binding.value) if binding.value is not None else None, binding.path
    if isinstance(value, Call) and isinstance(value.callee, Name) and value.callee.name == "enumerate" and path == (1,):
        value, path = value.arguments[0].value if value.arguments else None, ()
    if isinstance(value, Name):
        bound = module.reaching(value)
        held = bound[0].value if len(bound) == 1 and bound[0].kind == "assigned" and not bound[0].path else None
        value = module.lower(held) if held is not None else None
    literal = isinstance(value, Items) and not path and all(isinstance(one, Text | Constant) for one in value.items)
    return list(value.items)[:MOST] if literal and isinstance(value, Items) else []


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
