"""How code writes which server it asks: a request to an address and nothing else is known by who else asks there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.syntax import Expression, Joined, Mapping, Name, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migrator.analysis.http.requests import Request
    from migrator.rules.load import RuleSet
    from migrator.syntax import Module

HELD = re.compile(rb"\$?\{([^{}]*)\}")
"""A template that begins with a value."""


def told_as(request: Request) -> bytes:
    """The variable that holds the address which a request goes to; empty where none does."""
    value = request.url.value
    path = request.endpoints[0].operation.old.path.encode()
    written = request.module.source.data[value.span.start : value.span.end]
    bare = _bare(written.partition(path)[0] if len(path) > 1 else written)
    return bare + _bound(value, request.module) if bare else b""


def named_by_clients(module: Module, rules: RuleSet) -> Iterator[bytes]:
    """The variables whose address clients of the old server are made with in a file, a framework's included."""
    data = module.source.data
    for made, hosts in _clients(module, rules):
        for call in module.calls(made):
            objects = [one.value for one in call.arguments if isinstance(one.value, Mapping)]
            given = [argument.value for name in hosts if (argument := call.argument(name)) is not None]
            given += [value for literal in objects for value in _entries(literal, hosts)]
            yield from (_bare(data[v.span.start : v.span.end]) + _bound(v, module) for v in given)


def _clients(module: Module, rules: RuleSet) -> Iterator[tuple[frozenset[str], list[str]]]:
    """The names of what makes a client in a file, and the arguments that give it the address."""
    data = module.source.data
    for package in rules.packages:
        hosts = [name for name, rule in package.arguments.items() if isinstance(rule, dict) and "suffix" in rule]
        if package.language == module.family and package.package.encode() in data:
            yield module.locally(package.package, frozenset(package.clients)), hosts
    for framework in rules.frameworks:
        names = frozenset(name.rpartition(".")[2] for name in framework.calls)
        hosts = [name for name, cases in framework.arguments.items() if any(case.url is not None for case in cases)]
        sure = framework.language == module.family and not framework.proof
        if sure and any(name.encode() in data for name in names):
            yield names, hosts


def _entries(literal: Mapping, names: list[str]) -> Iterator[Expression]:
    for entry in literal.entries:
        if isinstance(entry.key, Text) and entry.key.value in names:
            yield entry.value


def _bound(value: Expression, module: Module) -> bytes:
    """What tells the variable at the start of a value from others of its name: where it is bound."""
    match value:
        case Name() as name:
            return b"".join(b"@%d" % start for start in sorted(one.node.start_byte for one in module.reaching(name)))
        case Joined(left=left):
            return _bound(left, module)
        case Text(pieces=(Expression() as first, *_)):
            return _bound(first, module)
    return b""


def _bare(written: bytes) -> bytes:
    """The variable that an address is written as: in a template, in front of a text, by itself."""
    if written[:1] in (b"`", b'"', b"'") or written[:2] in (b'f"', b"f'"):
        held = HELD.match(written.lstrip(b"f").lstrip(b"`\"'"))
        return held[1].strip() if held is not None else b""
    return written.rstrip(b"+ \"'`\n\t").strip()
