"""Where a test gives a value to a response as its body, so that the code it tests takes it for the server's reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.callers import callers
from migrator.analysis.dataflow.objects import received
from migrator.analysis.dataflow.qualify import qualified
from migrator.record import field, record
from migrator.syntax import Call, Member, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from migrator.analysis.dataflow.project import Project
    from migrator.syntax import Binding, Doubles, Expression, Module, Scope, Use

DEEPEST = 12


def is_body(node: Node, module: Module, project: Project) -> bool:
    """Whether all that becomes of the value at ``node`` is to be the body of made-up responses."""
    doubles = module.doubles
    return doubles is not None and _Search(project, doubles).whole(node, module)


@record(slots=False)
class _Search:
    project: Project
    doubles: Doubles
    seen: set[tuple[str, int]] = field(default_factory=set)

    def whole(self, node: Node, module: Module, depth: int = 0) -> bool:
        """Whether a parsed body is given on as one, and nothing else is done with it."""
        if depth > DEEPEST:
            return False
        use = module.use(node)
        match use.kind:
            case "flows":
                return self.whole(use.node, module, depth + 1)
            case "element":
                entry = module.bodies.entry(node) if module.bodies is not None else None
                named = entry[0].rpartition(".") if entry is not None else None
                if named is not None:
                    return named[2] in self.doubles.gives and named[0].rpartition(".")[2] in self.doubles.bodies
                return self.whole(use.node, module, depth + 1)
            case "assigned":
                return bool(use.bindings) and all(self._bound(one, module, depth) for one in use.bindings)
            case "stored":
                return self._stored(use, module, depth)
            case "argument":
                return self._argument(use, module, depth)
            case "returned" if use.scope is not None:
                return self._returned(use, use.scope, module, depth)
        return False

    def _bound(self, binding: Binding, module: Module, depth: int) -> bool:
        reads = [name.node for name in module.uses(binding) if not self._shown(name.node, module)]
        return not binding.path and bool(reads) and all(self.whole(read, module, depth + 1) for read in reads)

    def _shown(self, node: Node, module: Module) -> bool:
        """Whether only a text is made of the value at ``node``."""
        use = module.use(node)
        call = module.lower(use.node) if use.kind == "argument" else None
        return isinstance(call, Call) and _names(call.callee)[-1] in self.doubles.texts

    def _stored(self, use: Use, module: Module, depth: int) -> bool:
        target = module.lower(use.node)
        if not isinstance(target, Member):
            return False
        names = _names(target)
        if names[-1] in self.doubles.gives:
            return len(names) > 1 and names[-2] in self.doubles.bodies
        scope = module.instance(target.object) if isinstance(target.object, Name) else None
        if scope is None or target.subscript:
            return False
        loads = module.fields(scope, names[-1])[1]
        return bool(loads) and all(self.whole(load, module, depth + 1) for load in loads)

    def _argument(self, use: Use, module: Module, depth: int) -> bool:
        call = module.lower(use.node)
        if not isinstance(call, Call):
            return False
        if use.argument in self.doubles.gives:
            return self._giver(call.node, module)
        names = _names(call.callee)
        if use.argument in self.doubles.bodies and names[-1] in self.doubles.makers:
            return True
        given = received(use, module, self.project)
        if given is None:
            called = qualified(call.callee, module, self.project) | {".".join(names)}
            return use.argument in self.doubles.bodies and any(
                name.startswith(one) for name in called for one in self.doubles.tools
            )
        return all(self._bound(binding, there, depth) for binding, there in given)

    def _giver(self, node: Node, module: Module) -> bool:
        """Whether a function that gives the body stands where a response has its own: ``response.json = Mock(…)``."""
        use = module.use(node)
        if use.kind == "argument":
            return use.argument in self.doubles.bodies
        target = module.lower(use.node) if use.kind == "stored" else None
        return isinstance(target, Member) and target.key in self.doubles.bodies

    def _returned(self, use: Use, scope: Scope, module: Module, depth: int) -> bool:
        name = module.called(scope)[0]
        if name in self.doubles.bodies:
            return True
        if not name:  # a function without a name
            return self._giver(use.node, module)
        if module.exposed(scope).endswith(self.doubles.fixture):
            reads = list(self._fixture(name, module))
            return bool(reads) and all(self.whole(read, there, depth + 1) for read, there in reads)
        known = callers(scope, module, self.project)
        sites = [(site.call.node, site.module) for site in known.sites]
        return not known.strays and bool(sites) and all(self.whole(read, there, depth + 1) for read, there in sites)

    def _fixture(self, name: str, module: Module) -> Iterator[tuple[Node, Module]]:
        """The reads of the parameters that a fixture fills: those of its name."""
        for other in self.project.mentioning(name, family=module.family):
            for read in other.occurrences(name):
                if isinstance(read, Name) and any(one.kind == "parameter" for one in other.reaching(read)):
                    yield read.node, other


def _names(expression: Expression) -> list[str]:
    """``a.b.c`` and ``f().c`` as their names, the last one last."""
    match expression:
        case Member(object=owner, key=key):
            return [*_names(owner), str(key)]
        case Call(callee=callee):
            return _names(callee)
        case Name(name=name):
            return [name]
    return [""]
