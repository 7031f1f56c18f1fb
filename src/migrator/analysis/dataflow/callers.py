"""Who calls a function of the project: every call, and every mention that might be one and cannot be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.origins import definitions, instances
from migrator.analysis.dataflow.project import Site
from migrator.analysis.dataflow.qualify import qualified
from migrator.model import Span
from migrator.record import record
from migrator.syntax import Call, Mapping, Member, Name, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migrator.analysis.dataflow.project import Project
    from migrator.syntax import Binding, Expression, Module, Scope


@record
class Stray:
    """A mention of a function that keeps its calls from being known.

    ``call`` is the call that it is made in, if that is one, and nothing but whose it is cannot be told.
    """

    module: Module
    span: Span
    why: str
    call: Call | None = None

    @property
    def told(self) -> str:
        """The reason with its place."""
        return f"{self.why} ({self.module.source.path}:{self.module.source.position(self.span.start)[0]})"


@record
class Callers:
    """The calls of a function in the whole project; with any ``strays`` there may be others."""

    sites: tuple[Site, ...]
    strays: tuple[Stray, ...]


def callers(scope: Scope, module: Module, project: Project, within: frozenset[Scope] = frozenset()) -> Callers:
    """Every call of the function that a scope belongs to.

    A function that a decorator hands to a framework is called from outside; so may be one whose name is used as a
    value, or as a method of an object that may be of another type. ``within`` are the functions that were asked for
    before, as what they return has this one in it.
    """
    here = Span(scope.node.start_byte, scope.node.start_byte + 1)
    name, _ = module.called(scope)
    if not name:
        return Callers((), (Stray(module, here, "a function without a name is called by others"),))
    exposed = module.exposed(scope)
    if exposed:
        return Callers((), (Stray(module, here, f"`{name}` is called from outside: {exposed}"),))
    shared = module.script and scope.parent is not None and scope.parent.kind == "module"
    sites: list[Site] = []
    strays: list[Stray] = []
    for other in project.mentioning(name, family=module.family):
        for mention in other.occurrences(name):
            mine = _is_mine(mention, other, scope, module, project)
            if mine is None:
                why = f"`{name}` of an object of unknown type may be this function"
                strays.append(Stray(other, mention.span, why, _call(mention, other)))
            elif not mine and shared and isinstance(mention, Name) and not other.reaching(mention):
                strays.append(Stray(other, mention.span, f"`{name}` is used by another script of the page"))
            elif mine:
                call = _call(mention, other)
                if call is not None:
                    sites.append(Site(call, other))
                elif not (other.annotates(mention.node) and other.only_named(mention.node)):
                    strays += _handed_out(mention, name, other, project, within | {scope})
    if scope.parent is not None and scope.parent.kind == "class":
        strays += _overriding(name, scope.parent, module, project)
    return Callers(tuple(sites), tuple(strays))


def _handed_out(
    mention: Expression, name: str, module: Module, project: Project, within: frozenset[Scope]
) -> list[Stray]:
    """What keeps the calls of a function from being known that is a value at ``mention``.

    Nothing does where it stands under its own name in an object that a function of the project returns, as long as
    all who get the object take parts of it by their names: its calls are calls of that name.
    """
    stray = Stray(module, mention.span, f"`{name}` is used as a value")
    use = module.use(mention.node)
    literal = module.lower(use.node) if use.kind == "element" else None
    if not isinstance(literal, Mapping) or not _named(literal, mention, name):
        return [stray]
    outer = module.use(literal.node)
    if outer.kind != "returned" or outer.scope is None or outer.scope in within:
        return [stray]
    known = callers(outer.scope, module, project, within)
    strays = list(known.strays)
    for site in known.sites:
        taken = site.module.use(site.call.node)
        if taken.kind == "discarded" or (taken.kind == "member" and isinstance(taken.key, str)):
            continue
        if (
            taken.kind == "assigned"
            and taken.bindings
            and all(_by_name(one, name, site.module) for one in taken.bindings)
        ):
            continue
        strays.append(Stray(site.module, site.call.span, f"what has `{name}` in it is not followed here"))
    return strays


def _named(literal: Mapping, mention: Expression, name: str) -> bool:
    """Whether a mapping has what is mentioned under its own name."""
    return any(
        isinstance(entry.key, Text) and entry.key.value == name
        for entry in literal.entries
        if entry.value.node.id == mention.node.id
    )


def _by_name(binding: Binding, name: str, module: Module) -> bool:
    """Whether a name that gets an object, or a part of it, gives away ``name`` of it under this name alone."""
    if binding.kind != "assigned":
        return False
    if binding.path:
        same = binding.name == name and not module.shown(name)
        return isinstance(binding.path[0], str) and (binding.path[0] != name or same)
    uses = (module.use(read.node) for read in module.uses(binding))
    parts = all(use.kind == "member" and isinstance(use.key, str) for use in uses)
    return parts and binding.scope.kind != "module" and not module.shown(binding.name)


def _call(mention: Expression, module: Module) -> Call | None:
    """The call of what is mentioned."""
    use = module.use(mention.node)
    call = module.lower(use.node) if use.kind == "called" else None
    return call if isinstance(call, Call) else None


def _is_mine(mention: Expression, other: Module, scope: Scope, module: Module, project: Project) -> bool | None:
    """Whether a mention means the function; ``None`` if that cannot be told."""
    if any(
        value.expression.node.id == scope.node.id and value.module is module
        for value in definitions(mention, other, project)
    ):
        return True
    if scope.parent is None or scope.parent.kind != "class":
        return False
    if isinstance(mention, Name):
        return any(
            value.module.class_scope(value.expression) is scope.parent for value in definitions(mention, other, project)
        )
    if not isinstance(mention, Member):
        return False
    classes = instances(mention.object, other, project)
    if classes:
        related = {_related(found, in_module, scope.parent, project) for in_module, found in classes}
        if related == {False} and any(_related(scope.parent, module, found, project) for _, found in classes):
            return None  # a method of the base class, which this one may stand in for
        return related.pop() if len(related) == 1 else None
    return False if qualified(mention.object, other, project) else None


def _related(one: Scope, in_module: Module, holder: Scope, project: Project, depth: int = 4) -> bool:
    """Whether a class is ``holder``, or derives from it."""
    if one is holder:
        return True
    if not depth:
        return False
    for base in in_module.bases(one):
        for definition in definitions(base, in_module, project):
            parent = definition.module.class_scope(definition.expression)
            if parent is not None and _related(parent, definition.module, holder, project, depth - 1):
                return True
    return False


def _overriding(name: str, holder: Scope, module: Module, project: Project, depth: int = 4) -> Iterator[Stray]:
    """The methods of derived classes that stand in for the method ``name`` of a class."""
    label = holder.node.child_by_field_name("name")
    called = module.source.data[label.start_byte : label.end_byte].decode() if label is not None else ""
    for other in project.mentioning(called, family=module.family) if called and depth else ():
        for mention in other.occurrences(called):
            outer = mention.node.parent.parent if mention.node.parent is not None else None
            if outer is None or not other.is_base(mention.node):
                continue
            derived = other.class_scope(other.lower(outer))
            if derived is None or derived is holder or not _related(derived, other, holder, project):
                continue
            if any(one.kind == "declared" for one in other.binding(derived, name)):
                yield Stray(other, mention.span, f"another class has a `{name}` of its own in its place")
            yield from _overriding(name, derived, other, project, depth - 1)
