"""One part of a stream where a loop reads it: what it needs around it, and what the new stream does otherwise.

A failure in the middle is a part with an error, and without choices, in the new stream as in the old one. What the old
code read in spite of it, it reads as nothing; what it broke off at, it breaks off at with the same kind of error. Parts
without choices also come where counts are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from migrator.analysis.reply.paths import has_inside, steps
from migrator.model import Span
from migrator.record import field, record, replace
from migrator.syntax import Loops, Parts, Read, Steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tree_sitter import Node

    from migrator.analysis.reply.replies import Follower
    from migrator.analysis.reply.trace import Trace
    from migrator.rules.operations import Operation, Reply
    from migrator.syntax import Module

Manner = Literal["strict", "soft", "inner", "tested", "present", "error"]
"""How a part is read: so that it fails without it, or not; from a part of a part; only tested for, by what it stands in
or by its own key; or it is an error's."""


@record(eq=False)
class Look:
    """One read of a part of the stream."""

    node: Node
    rule: Reply
    manner: Manner


@record(frozen=False, slots=False)
class Chunk:
    """A part of a stream: read in ``loop``, and given at ``place`` (the loop itself, or where a line is parsed).

    ``guarded`` says that a statement may be put in front of the reads that goes on at a part without choices; ``name``
    is then the variable that holds the part. ``surely`` are the tests for a key that stand behind that statement, and
    so can look for the key itself. A part that is not ``looped`` over is read by a function that is called for each.
    ``again`` follows other loops over the same parts, from what gives them.
    """

    module: Module
    loops: Loops
    operation: Operation
    loop: Node
    place: Node
    name: str
    plain: bool
    guarded: bool
    surely: frozenset[int] = frozenset()
    looped: bool = True
    looks: list[Look] = field(default_factory=list)
    again: Callable[[Follower, Node], None] | None = None

    def read(self, read: Read, path: Steps, rule: Reply, inner: bool) -> Read:
        """Notes a read of ``path``, and says how it is to be written: what it may leave out, and what it is behind."""
        present, filled = self.holds(read.node, rule)
        read = replace(read, optional=rule.optional and not present, null=read.null and not filled)
        read = replace(read, is_set=rule.convert == "is_set")
        testing = self.module.position(read.node) == "test"
        if rule.present:
            self.look(read.node, rule, "error")
            return replace(read, steps=steps(rule.present)) if testing and not inner else read
        if inner:
            self.look(read.node, rule, "inner")
            return replace(read, soft=False)
        if testing and self.plain and has_inside(self.operation.chunk, path):
            self.look(read.node, rule, "tested")
            return replace(read, steps=read.steps[:1], soft=True)
        self.look(read.node, rule, "soft" if read.soft and self.plain else "strict")
        return replace(read, soft=read.soft and not (self.guarded and self.inside(read.node)))

    def membership(self, node: Node, rule: Reply, new: Steps, inner: bool) -> list[tuple[Span, Parts]]:
        """Notes a test for a key, and gives the edits that make it one for what stands there now."""
        own = inner or node.id in self.surely
        self.look(node, rule, "present" if own else "tested")
        return self.loops.membership(node, new if own else new[:1])

    def look(self, node: Node, rule: Reply, manner: Manner) -> None:
        """Notes a read."""
        self.looks.append(Look(node, rule, "error" if rule.present else manner))

    def holds(self, node: Node, rule: Reply) -> tuple[bool, bool]:
        """Whether a read only happens where its key was found, and whether the value counts only where it is true."""
        depends = self.loops.depends
        known = [look for look in self.looks if look.rule is rule and look.manner != "tested"]
        same = [look for look in known if depends(look.node, node) == "true"]
        filled = any(look.manner != "present" for look in same)
        return bool(same), filled or self._counts_if_true(node)

    def _counts_if_true(self, node: Node) -> bool:
        """Whether a value is given to a name, and the name is only used where the value is true."""
        use = self.module.use(node)
        if use.kind != "assigned" or any(binding.path for binding in use.bindings):
            return False
        names = [name.node for binding in use.bindings for name in self.module.uses(binding)]
        tests = [node, *(name for name in names if self.module.position(name) == "test")]
        return all(name in tests or any(self.loops.depends(test, name) == "true" for test in tests) for name in names)

    def narrowed(self) -> frozenset[int]:
        """The tests that hold for every part behind the guard, unless they look for the key itself."""
        ends = [
            place
            for look in self.looks
            if look.rule.needs or self.is_end(look.rule)
            for place in self.places(look.node)
        ]
        return frozenset(
            look.node.id
            for look in self.looks
            if look.manner == "tested"
            and self.module.use(look.node).kind == "tested"
            and self.loops.sole(look.node)
            and not any(self.loops.depends(look.node, end) for end in ends)
        )

    def needs(self) -> list[str]:
        """What the request must ask for."""
        return list(dict.fromkeys(look.rule.needs for look in self.looks if look.rule.needs))

    def guard(self, trace: Trace) -> bool | None:
        """Adds the guard that the reads need to the edits; false if it would hide an error, or cannot be written.

        ``None`` says that they need none.
        """
        inside = [look for look in self.looks if self.inside(look.node)]
        errors = [look for look in inside if look.manner == "error"]
        failing = self.failing()
        exposed = [
            look
            for look in inside
            if self.guarded
            and look.manner == "soft"
            and not any(self.loops.always(one.node, look.node) for one in failing)
            and not any(self.loops.depends(error.node, look.node) == "false" for error in errors)
        ]
        needs, read = self.needs(), [look for look in inside if look.manner != "error"]
        if not read or not (exposed or needs):
            return None
        if not self.looped:
            return False
        key = next((self.operation.needs[name].skip for name in needs), str(steps(read[0].rule.to)[0]))
        reads = [look.node for look in read]
        made = self.loops.skipping(self.place, reads, self.name, key, self.plain, not failing, self.module.source.data)
        hides = made is not None and any(error.node.start_byte >= made[0].start for error in errors)
        misses = made is not None and any(node.start_byte < made[0].start for node in reads)
        if made is None or hides or misses or (exposed and failing) or not self.name:
            return False
        trace.edits.append(self.module.edit(*made, self.operation.operation))
        return True

    def failing(self) -> list[Look]:
        """The reads in the loop that break off at an error."""
        inside = [look for look in self.looks if self.inside(look.node)]
        return [look for look in inside if look.manner == "strict" and not self._told(look, inside)]

    def _told(self, look: Look, others: list[Look]) -> bool:
        """Whether a read only happens where another one has found something, so that no error gets there."""
        return any(
            self.loops.depends(one.node, look.node) == ("false" if one.manner == "error" else "true")
            for one in others
            if one.manner in ("soft", "tested", "present", "error")
        )

    def is_end(self, rule: Reply) -> bool:
        """Whether a rule is that of the end of the stream, or of its reason."""
        return rule.to in {other.to for other in self.operation.chunk.values() if other.convert == "is_set"}

    def places(self, node: Node) -> Iterator[Node]:
        """Where a value is read: at ``node``, or at the names it is given to."""
        use = self.module.use(node)
        yield node
        for binding in use.bindings if use.kind == "assigned" else ():
            yield from (name.node for name in self.module.uses(binding))

    def inside(self, node: Node) -> bool:
        """Whether a place lies in the loop."""
        return self.loop.start_byte <= node.start_byte < self.loop.end_byte
