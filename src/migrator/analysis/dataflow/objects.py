"""Forwards: everything that is done with an object after it was made, across names, fields, functions and files."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from migrator.analysis.dataflow.callers import callers
from migrator.analysis.dataflow.exports import target
from migrator.analysis.dataflow.origins import definitions, instances
from migrator.analysis.dataflow.qualify import qualified
from migrator.record import field, record
from migrator.syntax import Call, Member, Name

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.dataflow.project import Project
    from migrator.syntax import Binding, Module, Scope, Use

MOST = 2000
"""Uses that are looked at; more than any real code has."""


@record(eq=False)
class Touch:
    """One thing that is done with an object: ``path`` is the dotted member it is about, empty for the object itself.

    ``node`` is the expression that is used, ``use`` says how. ``lost`` tells that the object gets out of sight here.
    """

    module: Module
    node: Node
    use: Use
    path: str = ""
    lost: bool = False


@record(frozen=False, slots=False)
class _Search:
    project: Project
    seen: set[tuple[str, int]] = field(default_factory=set)
    bound: set[tuple[str, int]] = field(default_factory=set)


def touches(node: Node, module: Module, project: Project) -> Iterator[Touch]:
    """Every use of the object that the expression at ``node`` gives, each with the file it is in."""
    search = _Search(project)
    todo = [(node, module, "")]
    while todo and len(search.seen) < MOST:
        at, here, path = todo.pop()
        if (here.source.path, at.id) in search.seen:
            continue
        search.seen.add((here.source.path, at.id))
        use = here.use(at)
        match use.kind:
            case "flows":
                todo.append((use.node, here, path))
            case "member" if isinstance(use.key, str) and not use.soft:
                inner = f"{path}.{use.key}" if path else use.key
                if here.use(use.node).kind in ("member", "assigned"):
                    todo.append((use.node, here, inner))
                else:
                    yield Touch(here, use.node, here.use(use.node), inner)
            case "assigned" | "entered" if use.bindings:
                for binding in use.bindings:
                    todo += [(read, inside, path) for read, inside in _reads(binding, here, search)]
                todo += [(use.onward, here, path)] if use.onward is not None else []
            case "stored" if not path and (loads := _loads(use.node, here, project)) is not None:
                todo += [(load, inside, "") for load, inside in loads]
            case "argument" if not path and (given := received(use, here, project)) is not None:
                for binding, inside in given:
                    todo += [(read, there, "") for read, there in _reads(binding, inside, search)]
            case "returned" if not path and use.scope is not None:
                results, known = _results(use.scope, here, search)
                todo += [(result, inside, "") for result, inside in results]
                if not known:
                    yield Touch(here, at, use, path, lost=True)
            case "discarded" | "tested" | "compared":
                pass
            case kind:
                yield Touch(here, at, use, path, lost=kind not in ("called", "piped"))


def elsewhere(binding: Binding, module: Module, project: Project) -> Iterator[tuple[Node, Module]]:
    """The reads of a name that is bound in a module or in a class, other than by its name in the same file."""
    if binding.scope.kind == "class":
        for load in module.fields(binding.scope, binding.name)[1]:
            yield load, module
        yield from _foreign_loads(binding.scope, module, binding.name, project)
    elif binding.scope.kind == "module":
        if module.shown(binding.name):
            yield binding.node, module
        yield from _elsewhere(binding, module, _Search(project))


def _reads(binding: Binding, module: Module, search: _Search) -> Iterator[tuple[Node, Module]]:
    """The reads of a name: in its file, through ``self`` for a class variable, and where other files import it."""
    key = (module.source.path, binding.node.id)
    if key in search.bound:
        return
    search.bound.add(key)
    if binding.scope.kind == "class":
        for load in module.fields(binding.scope, binding.name)[1]:
            yield load, module
    for read in module.uses(binding):
        yield read.node, module
    if binding.scope.kind == "module":
        yield from _elsewhere(binding, module, search)


def _elsewhere(binding: Binding, module: Module, search: _Search) -> Iterator[tuple[Node, Module]]:
    """The reads of a module's variable in the files that import it, or the module."""
    stem = posixpath.splitext(posixpath.basename(module.source.path))[0]
    asked = (binding.name,) if stem in ("__init__", "index") else (binding.name, stem)
    for other in search.project.mentioning(*asked, family=module.family):
        if other is module:
            continue
        for imported in other.imports():
            there = target(imported, other, search.project)
            if there is None or there[0] is not module:
                continue
            if there[1] == binding.name:
                yield from _reads(imported, other, search)
            elif not there[1]:
                for read in other.uses(imported):
                    use = other.use(read.node)
                    if use.kind == "member" and use.key == binding.name:
                        yield use.node, other


def _loads(stored: Node, module: Module, project: Project) -> list[tuple[Node, Module]] | None:
    """The loads of the field that an object is stored in, if it is one of ``self``: in its class and elsewhere."""
    member = module.lower(stored)
    if not isinstance(member, Member) or not isinstance(member.key, str) or member.subscript:
        return None
    scope = module.instance(member.object) if isinstance(member.object, Name) else None
    if scope is None:
        return None
    own = [(load, module) for load in module.fields(scope, member.key)[1]]
    return own + list(_foreign_loads(scope, module, member.key, project))


def _foreign_loads(scope: Scope, module: Module, key: str, project: Project) -> Iterator[tuple[Node, Module]]:
    """The reads of a field of objects that are, or may be, instances of a class of ``module``."""
    for other in project.mentioning(key, family=module.family):
        if not _acquainted(other, module, project):
            continue
        for mention in other.occurrences(key):
            owner = mention.object if isinstance(mention, Member) else None
            if owner is None or (isinstance(owner, Name) and (other.instance(owner) is not None or _is_own(owner))):
                continue
            classes = {found for _, found in instances(owner, other, project)}
            if scope in classes or not (classes or qualified(owner, other, project)):
                yield mention.node, other


def _is_own(owner: Name) -> bool:
    """Whether a name is the language's word for the object that a method is called on, whatever that is."""
    return owner.node.type == "this"


def _acquainted(one: Module, other: Module, project: Project) -> bool:
    """Whether two files may belong to one program: of one tree, or one imports from the tree of the other."""
    top, there = (module.source.path.partition("/")[0] for module in (one, other))
    if top == there or "/" not in other.source.path or "/" not in one.source.path:
        return True
    found = (target(imported, one, project) for imported in one.imports())
    return any(module is not None and module[0].source.path.startswith(f"{there}/") for module in found)


def received(use: Use, module: Module, project: Project) -> list[tuple[Binding, Module]] | None:
    """The parameters of the project's own functions that an argument is given to; ``None`` if others take it."""
    call = module.lower(use.node)
    if not isinstance(call, Call):
        return None
    found = []
    for value in definitions(call.callee, module, project):
        inside = value.module
        wanted = next(
            (
                b
                for b in inside.parameters(value.expression)
                if use.argument in (b.name, b.position - inside.called(b.scope)[1])
            ),
            None,
        )
        if wanted is None:
            return None
        found.append((wanted, inside))
    return found or None


def _results(scope: Scope, module: Module, search: _Search) -> tuple[list[tuple[Node, Module]], bool]:
    """The places that have what a function returns, its calls above all, and whether these are all."""
    name, project = module.called(scope)[0], search.project
    if module.exposed(scope).endswith("property"):
        others = project.mentioning(name, family=module.family)
        mentions = [(other, mention) for other in others for mention in other.occurrences(name)]
        return [(mention.node, other) for other, mention in mentions if isinstance(mention, Member)], True
    known = callers(scope, module, project)
    found, strays = [(site.call.node, site.module) for site in known.sites], list(known.strays)
    for other in project.mentioning(name, family=module.family) if strays and name else ():
        for mention in other.occurrences(name):
            stray = next((one for one in strays if one.module is other and one.span == mention.span), None)
            given = other.provided(mention.node) if stray is not None else None
            if stray is not None and given is not None:
                strays.remove(stray)
                found += _reads(given, other, search)
    return found, not strays
