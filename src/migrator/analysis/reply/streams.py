"""A streamed reply: the loops that read it, through an HTTP library line by line or through a client part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.reply.chunks import Chunk
from migrator.analysis.reply.lines import framed, take
from migrator.analysis.reply.loops import looped
from migrator.analysis.reply.replies import Follower
from migrator.analysis.reply.responses import whole
from migrator.analysis.reply.trace import Trace
from migrator.analysis.snippets import available, taken
from migrator.model import Keep, Span
from migrator.record import field, record, replace
from migrator.syntax import Call, Constant, Use
from migrator.unit import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Operation
    from migrator.syntax import Gathered, Module

RELAYED = "the stream is handed on in its old shape"


@record(frozen=False, slots=False)
class Stream:
    """How the reply of one request is read: as a stream, in which ``chunks``, or as a ``whole``, where.

    ``streamed`` are the places where it is read as a stream. ``aborting`` is the method that stops it, and ``aborted``
    tells that it is called. A ``lazy`` request is sent when the loop begins: ``caught`` are the calls whose errors were
    caught around a loop alone, each with the loop.
    """

    operation: Operation
    rules: RuleSet
    chunks: list[Chunk] = field(default_factory=list)
    streamed: list[tuple[Module, Node]] = field(default_factory=list)
    whole: list[tuple[Module, Node]] = field(default_factory=list)
    aborting: str = ""
    lazy: bool = True
    aborted: bool = False
    relayed: bool = False
    headers: list[tuple[Module, Node]] = field(default_factory=list)
    caught: list[tuple[Module, Node, Node]] = field(default_factory=list)

    def asks(self) -> dict[str, object]:
        """The fields that the request must have beside those it had."""
        names = {name: self.operation.needs[name] for chunk in self.chunks for name in chunk.needs()}
        names |= self.operation.needs if self.relayed else {}
        return {field: value for need in names.values() for field, value in need.request.items()}

    def uneven(self) -> list[Problem]:
        """The loops that would stumble over the parts with counts alone, which another loop over them asks for."""
        why, how = "another loop over the same stream reads its counts", "read the counts in both, or make two calls"
        found = [chunk for chunk in self.chunks if self.asks() and chunk.looks and not chunk.needs()]
        return [
            Problem(one.module.source.path, Span(one.loop.start_byte, one.loop.end_byte), why, how) for one in found
        ]

    def relays(self, follower: Follower, node: Node) -> bool:
        """Gives the bytes at ``node`` their old shape, if all that is done with them is to hand them on."""
        module, framing = follower.module, self.operation.framing
        known = framing is not None and available(framing.relay, module, follower.project, self.rules)
        if framing is None or not known or module.loops is None or not module.loops.relayed(node, module):
            return False
        got = taken(framing.relay, module, follower.project, self.rules)
        if got.why:
            follower.problem(node, got.why, "give one of the two another name")
        where = Span(node.start_byte, node.end_byte)
        follower.trace.edits.append(module.edit(where, (f"{got.name}(", Keep(where), ")"), follower.rule))
        follower.trace.imports.append(got.imported)
        follower.trace.files.append(got.file)
        gone = [path for path, rule in self.operation.chunk.items() if rule.gone and not (rule.snippet or rule.convert)]
        follower.trace.reviews.append(f"{RELAYED}, without {', '.join(gone)}: see whether its new shape would do")
        self.streamed.append((module, node))
        self.relayed = True
        return True

    def announce(self, follower: Follower) -> None:
        """Lets what is read of the headers of a response tell of the lines that are handed on."""
        kind = self.operation.framing.kind if self.operation.framing is not None else ""
        for module, node in self.headers if self.relayed else ():
            made = module.loops.announced(node, module, kind) if module.loops is not None else None
            if made is None:
                why = "the headers of the stream are handed on, which say that it is of another kind"
                replace(follower, module=module).problem(node, why, f"write them out, with {kind} as the content type")
            for span, parts in made or ():
                follower.trace.edits.append(module.edit(span, parts, follower.rule))

    def lines(self, follower: Follower, use: Use) -> bool:
        """Follows the lines that a member of a response gives; false if it gives none."""
        module, library = follower.module, follower.library
        if library is None or use.key not in library.lines or self.operation.framing is None or module.loops is None:
            return False
        node, step = use.node, module.use(use.node)
        binary = use.key in library.binary
        if step.kind == "called":
            node, call = step.node, module.lower(step.node)
            decoded = call.argument(library.decoded, 1) if library.decoded and isinstance(call, Call) else None
            if decoded is not None and not isinstance(decoded.value, Constant):
                follower.problem(node, "whether the lines are text is decided while the program runs", "say which")
            binary = binary and not (decoded is not None and _is_true(decoded.value))
        elif (gathered := module.loops.lines(node, module)) is not None:
            self._gathered(follower, node, gathered)
            return True
        elif use.key in library.raw and step.kind != "iterated":
            return False
        self.streamed.append((module, node))

        looped(follower, node, lambda there, _, found: framed(self, there, found, binary), "the lines of the stream")
        return True

    def itself(self, follower: Follower, loop: Use) -> bool:
        """Follows the lines of a response that is looped over itself; false if its operation gives none."""
        if self.operation.framing is None or follower.module.loops is None:
            return False
        self.streamed.append((follower.module, loop.node))
        framed(self, follower, loop, True)
        return True

    def parts(self, follower: Follower, node: Node, *, either: bool = False) -> None:
        """Follows the parts that a call of the client library gives one by one.

        ``either`` says that the reply may be whole as well: where it is not looped over, it is.
        """
        self.streamed.append((follower.module, node))
        looped(
            follower,
            node,
            lambda there, made, found: self._received(there, made, found),
            "the stream",
            (lambda there, read: there.part(read, read, (), ())) if either else None,
            self._aborts,
        )

    def _aborts(self, module: Module, use: Use) -> bool:
        """Notes that the stream is stopped, if that is what is done with it."""
        stops = bool(self.aborting) and use.key == self.aborting and module.use(use.node).kind == "called"
        self.aborted = self.aborted or stops
        return stops

    def _received(self, follower: Follower, node: Node, found: Use) -> None:
        """Follows the parts in one loop; ``node`` is the call in the function of the loop."""
        loops = follower.module.loops
        if loops is None or len(found.bindings) != 1:
            follower.problem(found.node, "the parts of the stream are unpacked", "give each part one name")
            return
        if self.lazy and set(loops.tries(found.node)) - set(loops.tries(node)):
            self.caught.append((follower.module, node, found.node))
        if self.lazy and set(loops.tries(node)) - set(loops.tries(found.node)):
            follower.trace.reviews.append("an error of the request is raised, and caught, where the call is made")
        (binding,) = found.bindings
        alone = binding.scope.kind == "comprehension"
        place = binding.scope.node if alone else found.node
        name = "" if alone else binding.name

        def again(there: Follower, given: Node) -> None:
            there = replace(follower, module=there.module, checks=[])
            looped(there, given, lambda one, _, each: self._received(one, each.node, each), "the stream")

        chunk = Chunk(
            follower.module, loops, self.operation, place, place, name, plain=False, guarded=True, again=again
        )
        inner = replace(follower, table=self.operation.chunk, chunk=chunk, trace=Trace())
        inner.bound(found, lambda read: inner.part(read, read, (), ()))
        self._through(found.node, inner)
        take(self, chunk, inner, follower, chunk.guard(inner.trace))

    def _through(self, loop: Node, follower: Follower) -> None:
        """Lets a loop read the stream through the functions that its reads need."""
        module, trace, loops = follower.module, follower.trace, follower.module.loops
        assert loops is not None
        for function in sorted(trace.snippets):
            names = (f"async_{function}", function) if loops.waits(loop) else (function,)
            name = next((one for one in names if available(one, module, follower.project, self.rules)), "")
            if not name:
                follower.problem(loop, "its parts have to be put together first", "do that by hand")
                continue
            got = taken(name, module, follower.project, self.rules)
            if got.why:
                follower.problem(loop, got.why, "give one of the two another name")
            trace.edits.append(
                module.edit(loops.source(loop), (f"{got.name}(", Keep(loops.source(loop)), ")"), follower.rule)
            )
            trace.imports.append(got.imported)
            trace.files.append(got.file)
        trace.snippets.clear()

    def flows(self, follower: Follower, nodes: Sequence[Node], *, surely: bool = False) -> bool:
        """Follows bytes that come bit by bit, and are read at ``nodes``; false if what is there is no such stream.

        One that is ``surely`` one may also be passed by.
        """
        loops = follower.module.loops
        found = [loops.lines(node, follower.module) for node in nodes] if loops is not None else [None]
        read = [one for one in found if one is not None]
        if len(read) < len(found) or not (surely or any(one.loops or one.wholes or one.heard for one in read)):
            return False
        for node, gathered in zip(nodes, read, strict=True):
            self._gathered(follower, node, gathered)
        return True

    def _gathered(self, follower: Follower, node: Node, gathered: Gathered) -> None:
        """Follows the loops over lines that the code puts together from bytes, or the whole that is parsed of them."""
        if gathered.loops:
            self.streamed.append((follower.module, node))
        for found in gathered.loops:
            framed(self, follower, found, False)
        for parsed in gathered.wholes:
            whole(follower, parsed)


def _is_true(value: object) -> bool:
    return isinstance(value, Constant) and value.value is True
