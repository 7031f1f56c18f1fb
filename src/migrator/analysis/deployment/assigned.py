"""Which of the models that a code base names are those of which server."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.deployment import compose
from migrator.analysis.deployment.servers import Server, readdressed
from migrator.analysis.deployment.uses import Use, by_model
from migrator.languages import yaml_nodes as nodes
from migrator.model import Span

if TYPE_CHECKING:
    from migrator.rules.schema import Evidence
    from migrator.scan.source import Source

Read = Callable[[str], "Source | None"]


def needed(uses: Sequence[Use]) -> dict[str, list[Use]]:
    """The models that something runs with: not those of tests and documents, nor those that are only offered."""
    wanted = [use for use in uses if use.where in ("code", "settings", "scripts") and not use.offered]
    set_here = {_variable(use) for use in wanted if use.where == "settings"} - {""}
    return by_model([use for use in wanted if use.where == "settings" or _variable(use) not in set_here])


def _variable(use: Use) -> str:
    """The variable that is given a model: where something sets it, the default of its reader does not count."""
    name = use.given.rpartition(".")[2]
    return name.upper() if "_" in name else ""


def assigned(
    server: Server, known: Sequence[Server], uses: Sequence[Use], read: Read, evidence: Evidence
) -> tuple[dict[str, list[Use]], list[str]]:
    """The models of a server with their uses, and those of which it is not known whose they are.

    A code base with one server has all models there, but for one in a cluster that pulls its own. Of several, a model
    is that server's whose address is set beside it, in the same block of variables.
    """
    every = needed(_said_here(server, [use for use in uses if use.path.startswith(scope(server, uses))]))
    rivals = [one for one in known if one.system == server.system and one.folder == server.folder]
    if server.system == "cluster":
        own = {path for path, _ in server.places}
        every = {key: found for key, found in every.items() if any(use.path in own for use in found)} or every
    if len(rivals) < 2:
        return every, []
    owners: dict[str, set[str]] = {}
    for path in sorted({path for one in rivals for path, _ in one.places}):
        for span, groups in _blocks(path, read, known, evidence):
            for key, found in every.items():
                if any(use.path == path and span.start <= use.span.start < span.end for use in found):
                    owners.setdefault(key, set()).update(groups)
    mine = {key: found for key, found in every.items() if owners.get(key) == {server.group}}
    return mine, [key for key in every if len(owners.get(key, ())) != 1]


def _said_here(server: Server, uses: Sequence[Use]) -> list[Use]:
    """The uses without those of variables that other settings set and that the server's own files set as well."""
    own = {path for path, _ in server.places}
    set_here = {_variable(use) for use in uses if use.path in own} - {""}
    return [
        use
        for use in uses
        if use.path in own or use.where != "settings" or _variable(use) not in set_here or ".env" in use.path
    ]


def scope(server: Server, uses: Sequence[Use]) -> str:
    """What the paths of the server's project begin with: its directory, if there is code in it that names models."""
    inside = f"{server.folder}/" if server.folder else ""
    coded = any(use.where == "code" and use.path.startswith(inside) for use in uses)
    return inside if coded else ""


def _blocks(
    path: str, read: Read, known: Sequence[Server], evidence: Evidence
) -> Iterator[tuple[Span, frozenset[str]]]:
    """The blocks of variables in a file that set the address of a server, each with the servers' groups."""
    source = read(path)
    for root in (nodes.documents(source.data) if source is not None else ()) or ():
        for mapping in _mappings(root):
            groups: set[str] = set()
            for value in _values(mapping):
                found = readdressed(compose.settled(value), path, known, evidence)
                groups |= set(found[1]) if found else set()
            if groups:
                yield mapping.span, frozenset(groups)


def _values(node: nodes.Mapping | nodes.Sequence) -> Iterator[str]:
    """The texts of a block of variables, merged ones included."""
    if isinstance(node, nodes.Sequence):
        yield from (nodes.said(item).partition("=")[2] for _, item in node.items)
        return
    for one in node.entries:
        value = nodes.plain(one.value)
        if one.key.value == "<<":
            for each in nodes.items(value) if isinstance(value, nodes.Sequence) else [value]:
                merged = nodes.plain(each)
                if isinstance(merged, nodes.Mapping):
                    yield from _values(merged)
        elif isinstance(value, nodes.Scalar):
            yield value.value


def _mappings(node: nodes.Node | None) -> Iterator[nodes.Mapping | nodes.Sequence]:
    if isinstance(node, nodes.Mapping):
        if any(isinstance(one.value, nodes.Scalar) for one in node.entries):
            yield node
        for one in node.entries:
            yield from _mappings(one.value)
    elif isinstance(node, nodes.Sequence):
        if all(isinstance(value, nodes.Scalar) for _, value in node.items):
            yield node
        for _, value in node.items:
            yield from _mappings(value)


def names(groups: Mapping[str, Sequence[Use]]) -> str:
    """The models for a message, each with the first place that names it."""
    return ", ".join(f"{key} ({found[0].path}:{found[0].line})" for key, found in groups.items())
