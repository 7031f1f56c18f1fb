"""A mapping that is built in one place and used in others: the literals behind it, and all that is done with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from migrator.analysis.dataflow.callers import Stray, callers
from migrator.analysis.dataflow.given import given_at
from migrator.analysis.dataflow.objects import Touch, touches
from migrator.analysis.dataflow.origins import origins
from migrator.analysis.request.constructed import is_constructed
from migrator.record import field, record
from migrator.syntax import Binding, Call, Constant, Mapping, Member, Name

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.dataflow.project import Project
    from migrator.syntax import Expression, Module

MOST = 40
"""Literals that may stand behind one mapping; beyond that it counts as built elsewhere."""


@record(eq=False)
class Literal:
    """A mapping literal, ``dict(…)`` included."""

    expression: Mapping | Call
    module: Module


@record(eq=False)
class Keywords:
    """The keywords of a call that a function gathers in one parameter."""

    call: Call
    module: Module
    named: frozenset[str]


@record(eq=False)
class Unseen:
    """Where the trail of a mapping is lost."""

    expression: Expression
    module: Module
    why: str = ""


Piece: TypeAlias = Literal | Keywords | Unseen | Touch


@record(frozen=False, slots=False)
class Carrier:
    """Collects the pieces of one mapping; ``nothing`` tells that it may be null."""

    project: Project
    nothing: bool = False
    seen: set[tuple[str, int]] = field(default_factory=set)
    copies: set[int] = field(default_factory=set)

    def pieces(self, value: Expression, module: Module) -> Iterator[Piece]:
        """The literals that ``value`` may be, and every use of each that is no plain handing on."""
        for origin in origins(value, module, self.project):
            yield from self._origin(origin.expression, origin.module)
            if len(self.seen) > MOST:
                yield Unseen(value, module)
                return

    def uses(self, value: Expression, module: Module) -> Iterator[Touch]:
        """Every use of the mapping at an expression; of its copies, only of those that the trail came through."""
        for touch in touches(value.node, module, self.project):
            made = copy(touch)
            if made is not None and made.node.id in self.copies:
                self.copies.remove(made.node.id)
                yield from self.uses(made, touch.module)
            else:
                yield touch

    def _origin(self, value: Expression, module: Module) -> Iterator[Piece]:
        language = module.bodies
        key = (module.source.path, value.node.id)
        if key in self.seen:
            return
        self.seen.add(key)
        match value:
            case Constant(value=None):
                self.nothing = True
            case Mapping():
                yield Literal(value, module)
                yield from self.uses(value, module)
            case Call() if language is not None and (original := language.copied(value)) is not None:
                self.copies.add(value.node.id)
                yield from self.pieces(original, module)
            case Call() if is_constructed(value, self.project, module):
                yield Literal(value, module)
                yield from self.uses(value, module)
            case Call(callee=Name(name="dict"), arguments=arguments) if not any(
                argument.spread or not argument.name for argument in arguments
            ):
                yield Literal(value, module)
                yield from self.uses(value, module)
            case Name() if (binding := _parameter(value, module)) is not None:
                yield from self._given(value, binding, module)
            case _:
                yield Unseen(value, module)

    def _given(self, name: Name, binding: Binding, module: Module) -> Iterator[Piece]:
        """What the callers give a parameter."""
        language = module.bodies
        assert language is not None
        site = self.project.sites.get(binding.scope)
        if language.nullable(binding):
            self.nothing = True
        known = callers(binding.scope, module, self.project) if site is None else None
        stray = next((one for one in known.strays if not _gives_nothing(one, binding, module)), None) if known else None
        if stray is not None:
            yield Unseen(name, module, stray.told)
            return
        sites = known.sites if known is not None else (site,) if site is not None else ()
        for each in sites:
            if language.gathers(binding):
                yield Keywords(each.call, each.module, _named(binding, module))
            elif (argument := given_at(each, binding, module)) is not None:
                yield from self.pieces(argument, each.module)


def _parameter(name: Name, module: Module) -> Binding | None:
    """The parameter that a name stands for, one that gathers keywords included."""
    found = [one for one in module.reaching(name) if one.scope.kind == "function" and one.start == one.scope.span.start]
    return found[0] if len(found) == 1 and module.bodies is not None else None


def _gives_nothing(stray: Stray, binding: Binding, module: Module) -> bool:
    """Whether a call that may be another function's gives nothing to a parameter that gathers keywords."""
    language, call = module.bodies, stray.call
    if language is None or call is None or not language.gathers(binding):
        return False
    named = _named(binding, module)
    return not any(one.spread or (one.name and one.name not in named) for one in call.arguments)


def _named(binding: Binding, module: Module) -> frozenset[str]:
    """The names of the other parameters of a function."""
    definition = module.lower(binding.scope.node)
    return frozenset(one.name for one in module.parameters(definition) if one.name != binding.name)


def copy(touch: Touch) -> Expression | None:
    """The copy of a mapping that is made where it is touched."""
    language = touch.module.bodies
    if language is None or touch.use.kind not in ("argument", "called"):
        return None
    made = touch.module.lower(touch.use.node)
    return made if language.copied(made) is not None else None


LISTS = frozenset({"list", "tuple", "sorted", "set", "str"})
LOOKED_AT = frozenset({"print", "pprint", "debug", "info", "warning", "error", "exception", "log", "len", "bool"})


def leads(node: Node, module: Module, project: Project, calls: frozenset[int]) -> bool:
    """Whether the value at ``node`` is given to one of ``calls``."""
    return node.id in calls or any(
        touch.use.node.id in calls for touch in touches(node, module, project) if touch.use.kind == "argument"
    )


def kept_unread(key: str, module: Module, project: Project) -> bool:
    """Whether nobody asks for what mappings keep under a key: it is written as the key of literals only."""
    text = key.encode()
    return len(text) > 2 and all(
        sum(other.source.data.count(mark + text + mark) for mark in (b'"', b"'")) == len(other.holding(key))
        for other in project.mentioning(key, family=module.family)
    )


def named(node: Node, module: Module, depth: int = 3) -> bool:
    """Whether a list of names is only looked at."""
    use = module.use(node)
    call = module.lower(use.node) if use.kind == "argument" else None
    if not isinstance(call, Call) or not depth:
        return use.kind in ("formatted", "discarded", "tested")
    name = call.callee.name if isinstance(call.callee, Name) else getattr(call.callee, "key", "")
    return name in LOOKED_AT or (name in LISTS and named(use.node, module, depth - 1))


def shown(touch: Touch, project: Project, calls: frozenset[int], depth: int = 3) -> bool:
    """Whether an argument is only looked at: printed, logged, measured, or made a text that is, or that is sent."""
    module = touch.module
    call = module.lower(touch.use.node)
    if touch.use.node.id in calls:
        return True
    if not isinstance(call, Call) or not depth:
        return False
    callee = call.callee
    name = callee.name if isinstance(callee, Name) else callee.key if isinstance(callee, Member) else ""
    if name in LOOKED_AT:
        return True
    if module.serialised(call) is None:
        return False
    return all(
        (then.use.kind != "argument" and not then.lost) or shown(then, project, calls, depth - 1)
        for then in touches(call.node, module, project)
        if then.use.kind != "formatted"
    )
