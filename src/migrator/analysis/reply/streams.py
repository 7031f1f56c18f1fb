"""A streamed reply: the loops that read it, through an HTTP library line by line or through a client part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from migrator.analysis.dataflow.qualify import qualified
from migrator.analysis.reply.chunks import Chunk
from migrator.analysis.reply.endings import check
from migrator.analysis.reply.leaving import DISPLAYED, handed, returned
from migrator.analysis.reply.looks import measured
from migrator.analysis.reply.replies import Follower
from migrator.analysis.reply.responses import whole
from migrator.analysis.reply.trace import Trace
from migrator.analysis.snippets import available, taken
from migrator.model import Keep, Span
from migrator.record import field, record, replace
from migrator.syntax import Call, Constant, Member, Use
from migrator.unit import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tree_sitter import Node

    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Operation
    from migrator.syntax import Gathered, Module


Loop: TypeAlias = "Callable[[Follower, Node, Use], None]"
Elsewise: TypeAlias = "Callable[[Follower, Node], None]"


@record(frozen=False, slots=False)
class Stream:
    """How the reply of one request is read: as a stream, in which ``chunks``, or as a ``whole``, where.

    ``streamed`` are the places where it is read as a stream. ``aborting`` is the method that stops it, and ``aborted``
    tells that it is called.
    """

    operation: Operation
    rules: RuleSet
    chunks: list[Chunk] = field(default_factory=list)
    streamed: list[tuple[Module, Node]] = field(default_factory=list)
    whole: list[tuple[Module, Node]] = field(default_factory=list)
    aborting: str = ""
    aborted: bool = False

    def asks(self) -> dict[str, object]:
        """The fields that the request must have beside those it had."""
        names = {name: self.operation.needs[name] for chunk in self.chunks for name in chunk.needs()}
        return {field: value for need in names.values() for field, value in need.request.items()}

    def uneven(self) -> list[Problem]:
        """The loops that would stumble over the parts with counts alone, which another loop over them asks for."""
        why, how = "another loop over the same stream reads its counts", "read the counts in both, or make two calls"
        found = [chunk for chunk in self.chunks if self.asks() and chunk.looks and not chunk.needs()]
        return [
            Problem(one.module.source.path, Span(one.loop.start_byte, one.loop.end_byte), why, how) for one in found
        ]

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

        _looped(follower, node, lambda there, _, found: self._framed(there, found, binary), "the lines of the stream")
        return True

    def parts(self, follower: Follower, node: Node, *, either: bool = False) -> None:
        """Follows the parts that a call of the client library gives one by one.

        ``either`` says that the reply may be whole as well: where it is not looped over, it is.
        """
        self.streamed.append((follower.module, node))
        _looped(
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
        if set(loops.tries(found.node)) - set(loops.tries(node)):
            why = "an error of the request was caught around the loop, and is now raised by the call"
            follower.problem(node, why, "make the call inside the `try`")
        if set(loops.tries(node)) - set(loops.tries(found.node)):
            follower.trace.reviews.append("an error of the request is raised, and caught, where the call is made")
        (binding,) = found.bindings
        alone = binding.scope.kind == "comprehension"
        place = binding.scope.node if alone else found.node
        name = "" if alone else binding.name

        def again(there: Follower, given: Node) -> None:
            there = replace(follower, module=there.module, checks=[])
            _looped(there, given, lambda one, _, each: self._received(one, each.node, each), "the stream")

        chunk = Chunk(
            follower.module, loops, self.operation, place, place, name, plain=False, guarded=True, again=again
        )
        inner = replace(follower, table=self.operation.chunk, chunk=chunk, trace=Trace())
        inner.bound(found, lambda read: inner.part(read, read, (), ()))
        self._through(found.node, inner)
        self._take(chunk, inner, follower, chunk.guard(inner.trace))

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
            self._framed(follower, found, False)
        for parsed in gathered.wholes:
            whole(follower, parsed)

    def _framed(self, follower: Follower, found: Use, binary: bool) -> None:
        """Frames one loop over lines anew, and follows its line."""
        module, loops, framing = follower.module, follower.module.loops, self.operation.framing
        assert loops is not None and framing is not None
        known = (framing.old, framing.new) == ("ndjson", "sse")
        edits = loops.framed(found.node, module.source.data, binary, framing.end) if known else None
        if edits is None:
            why = "the lines of the stream are not read in a plain loop"
            follower.problem(found.node, why, "read them in a `for` loop, a statement a line")
            return
        follower.trace.edits += [module.edit(span, parts, follower.rule) for span, parts in edits]
        follower.bound(found, lambda line: self._line(follower, line, found.node, binary))

    def _line(self, follower: Follower, node: Node, loop: Node, binary: bool) -> None:
        """Follows the text of one line to where it is parsed, in the function that it is handed to as well.

        ``loop`` is the loop, or that function: it runs once for each line.
        """
        module = follower.module
        use, loops = module.use(node), module.loops
        assert loops is not None
        match use.kind:
            case "tested" | "compared" | "discarded":
                return
            case "flows" | "sliced":
                self._line(follower, use.node, loop, binary)
                return
            case "assigned":
                follower.bound(use, lambda read: self._line(follower, read, loop, binary))
                return
            case "member" if use.key in loops.texts and module.use(use.node).kind == "called":
                if use.key == "decode" and not binary:
                    follower.problem(use.node, "the lines of the new stream are text already", "do not decode them")
                self._line(follower, module.use(use.node).node, loop, binary and use.key != "decode")
                return
            case "argument":
                call = module.lower(use.node)
                names = qualified(call.callee, module, follower.project) if isinstance(call, Call) else frozenset()
                if names & loops.parsers and use.argument == 0:
                    self._parsed(follower, use.node, loop)
                    return
                if "isinstance" in names or handed(
                    follower, use, node, lambda there, read: self._line(there, read, _function(there, read), binary)
                ):
                    return
                if isinstance(call, Call) and isinstance(call.callee, Member) and measured(use, module, printed=False):
                    follower.trace.reviews += [] if DISPLAYED in follower.trace.reviews else [DISPLAYED]
                    return
        if use.kind not in ("formatted", "argument") or not loops.rescued(node):
            follower.problem(node, "a line of the stream is used whole", "read its parts in the loop")

    def _parsed(self, follower: Follower, node: Node, loop: Node) -> None:
        """Follows the part of the stream that a line is parsed to: behind a guard if there can be one, else without."""
        module, loops = follower.module, follower.module.loops
        assert loops is not None
        use, whole = module.use(node), node
        while use.kind == "flows":  # a cast
            whole, use = use.node, module.use(use.node)
        stated = use.kind == "assigned" and len(use.bindings) == 1 and not _holds(use.node, whole)
        name = use.bindings[0].name if stated else ""
        surely: frozenset[int] = frozenset()
        looped = not module.is_function(module.lower(loop))
        for guarded in (True, True, False) if name and looped else (False,):
            known = surely if guarded else frozenset()
            chunk = Chunk(module, loops, self.operation, loop, use.node, name, True, guarded, known, looped)
            inner = replace(follower, table=self.operation.chunk, chunk=chunk, trace=Trace(), checks=[], seen=set())
            inner = replace(inner, assured=False)  # a stream that has begun may still fail
            inner.part(node, node, (), ())
            placed = chunk.guard(inner.trace)
            if placed and guarded and not surely and (surely := chunk.narrowed()):
                continue
            if placed is not False or not guarded:
                self._take(chunk, inner, follower, placed)
                return

    def _take(self, chunk: Chunk, inner: Follower, follower: Follower, placed: bool | None) -> None:
        """Takes over what was learned of a part; ``placed`` says whether the guard that it needs could be written."""
        if placed is False:
            why = "the parts that carry counts alone cannot be skipped here"
            inner.problem(chunk.loop, why, "assign each part to a variable, and look at errors first")
        check(chunk, inner.trace)
        self.chunks.append(chunk)
        follower.trace.add(inner.trace)


def _looped(
    follower: Follower,
    node: Node,
    loop: Loop,
    what: str,
    other: Elsewise | None = None,
    passes: Callable[[Module, Use], bool] = lambda *_: False,
) -> None:
    """Finds the loops over what a call gives, in other functions too; ``other`` follows what is none.

    What ``passes`` is left as it is.
    """

    def go(there: Follower, made: Node, read: Node) -> None:
        use = there.module.use(read)
        match use.kind:
            case "iterated":
                loop(there, made, use)
            case "flows":
                go(there, made, use.node)
            case "assigned" | "entered":
                there.bound(use, lambda name: go(there, made, name))
            case "discarded" | "tested" | "compared":
                pass
            case "member" if passes(there.module, use):
                pass
            case "argument" if measured(use, there.module, printed=True):
                pass
            case "returned" if use.scope is not None and there.library is None:
                returned(there, use, read, lambda caller, call: go(caller, call, call))
            case "argument" if there.library is None and handed(
                there, use, read, lambda inside, name: go(inside, name, name)
            ):
                pass
            case _ if other is not None:
                other(there, read)
            case _:
                how = "read it in a loop where the call is made"
                there.problem(use.node, f"{what} is not read in a loop here", how)

    go(follower, node, node)


def _function(follower: Follower, node: Node) -> Node:
    """The function around a place."""
    scope = follower.module.scope(node.start_byte)
    while scope.kind != "function" and scope.parent is not None:
        scope = scope.parent
    return scope.node


def _holds(outer: Node, node: Node) -> bool:
    return outer.start_byte <= node.start_byte and node.end_byte <= outer.end_byte


def _is_true(value: object) -> bool:
    return isinstance(value, Constant) and value.value is True
