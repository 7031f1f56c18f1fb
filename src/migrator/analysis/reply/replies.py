"""Forwards: every use of what a call returned, with the edit that each needs, or what stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING

from migrator.analysis.dataflow.alike import by_key, missing, same, soften, stranger
from migrator.analysis.dataflow.objects import elsewhere
from migrator.analysis.dataflow.test_files import is_test
from migrator.analysis.reply.asked import contains, sought, told_by_kind, unasked
from migrator.analysis.reply.described import describe
from migrator.analysis.reply.joining import fragments, joins
from migrator.analysis.reply.kept import answered
from migrator.analysis.reply.keys import renamed_in_place
from migrator.analysis.reply.leaving import BY_HAND, DISPLAYED, handed, leaves, returned
from migrator.analysis.reply.lists import element_of, named, through
from migrator.analysis.reply.looks import VIEWS, displayed, made_text, measured
from migrator.analysis.reply.lost import never_there, nowhere, stood_in
from migrator.analysis.reply.narrowed import narrowed
from migrator.analysis.reply.passing import passed_on
from migrator.analysis.reply.paths import below, has_inside, listed, renewed, rule_at, shown
from migrator.analysis.reply.rebuilt import rebuilt
from migrator.analysis.reply.timing import measured as measured_time
from migrator.analysis.reply.trace import Trace
from migrator.model import Keep, Span
from migrator.record import field, record, replace
from migrator.syntax import Library, Read, Steps, Use
from migrator.unit import Import, Problem

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.reply.chunks import Chunk
    from migrator.analysis.reply.streams import Stream
    from migrator.rules.operations import Reply
    from migrator.syntax import Binding, Module, Name


@record(slots=False)
class Follower:
    """Follows the result of one call through its file.

    ``table`` maps paths of the reply; ``plain`` says that the parsed reply is a dictionary, not an object; ``calls``
    are the ids of the nodes of all calls of the same operation, whose results may meet in one variable; ``assured``
    says that the request is known to have succeeded. ``stream`` takes over where a reply is read line by line, and
    ``chunk`` is the part of a stream that is followed. ``home`` is the file that the call is in, ``sent`` are the
    fields of its request; ``abroad`` gives the calls of the operation in any file. With ``outer`` callers ask in the
    old shape, and are answered in it. What is ``never`` there is not afterwards either.
    """

    module: Module
    project: Project
    rule: str
    table: Mapping[str, Reply]
    library: Library | None
    plain: bool
    calls: frozenset[int]
    trace: Trace
    checks: list[Node] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    assured: bool = False
    stream: Stream | None = None
    chunk: Chunk | None = None
    home: str = ""
    abroad: Callable[[Module], frozenset[int]] = lambda _: frozenset()
    sent: Collection[str] = ()
    declared: bool = False
    outer: bool = False
    never: tuple[str, ...] = ()

    def part(self, node: Node, anchor: Node, old: Steps, new: Steps, taken: tuple[Use, ...] = ()) -> None:
        """Follows what is reached from ``anchor``, at the paths ``old`` and ``new``, by the accesses ``taken``."""
        if not (old or new or taken) and answered(self, node):
            return
        use, each = self.module.use(node), self.module.each(node)
        path = (*old, *(step.key for step in taken))
        after = self._renewed(path) if taken else new
        if use.kind == "member" or not taken or after.count("[]") == path.count("[]"):
            self._typed(node, path, after)  # else it is written as a projection, which has its old shape
        if use.kind == "member" and each is None:
            self._step(use, anchor, old, new, taken)
            return
        if taken:
            asked = "tested" in (use.kind, use.kind == "flows" and self.module.use(use.node).kind)
            rule = listed(self.table, path) if asked else rule_at(self.table, path)
            self.trace.reads.append((self.module, node, shown(path)))
            if rule is not None and rule.snippet:
                self.trace.snippets.add(rule.snippet)
            if rule is None or not rule.to or not self._replace(node, anchor, old, new, taken, rule):
                self.problem(node, f"{shown(path)} is used whole", "rewrite what uses it by hand")
                return
            anchor, old, new = node, path, renewed(rule, path)
            if new.count("[]") > path.count("[]"):
                return  # written as a projection, it has its old shape again
        if each is not None:
            through(self, each, node, old, new)
        else:
            self._container(use, node, old, new)

    def _step(self, use: Use, anchor: Node, old: Steps, new: Steps, taken: tuple[Use, ...]) -> None:
        path: Steps = (*old, *(step.key for step in taken), use.key)
        rule, inside = rule_at(self.table, path), has_inside(self.table, path)
        wide = self.declared and rule is not None and not narrowed(self, use, anchor, path, rule)
        if wide or nowhere(self, path) or fragments(self, use, path, rule) or unasked(self, use, path, rule):
            return
        if inside:
            self.part(use.node, anchor, old, new, (*taken, use))
            return
        if rule is not None and self.module.use(use.node).kind == "called":
            self.problem(use.node, f"{shown(path)} is called: this is something else than the reply", BY_HAND)
            return
        if rule is not None or self.module.use(use.node).kind != "called":
            self.trace.reads.append((self.module, use.node, shown(path)))
        elif path[-1] in VIEWS and not taken and self.plain and displayed(anchor, self.module):
            leaves(self, use, anchor)
            return
        elif path[:-1]:  # a method of what is read
            self.trace.reads.append((self.module, taken[-1].node if taken else anchor, shown(path[:-1])))
        if rule is None and never_there(self, use, path[:-1]):
            pass
        elif rule is None:
            self.problem(use.node, f"{shown(path)} is not a field of the reply", "rewrite this read by hand")
        elif rule.gone and not rule.snippet and self.chunk is None and self._instead(use, shown(path), rule):
            pass
        elif rule.gone and (not rule.snippet or self.chunk is None or self.chunk.plain):
            self.problem(use.node, f"{shown(path)} has no counterpart", rule.gone)
        elif rule.constant is not None and use.soft and self.chunk is None and not self.succeeded(use.node):
            self.problem(use.node, f"{shown(path)} is not there in a reply that failed", "look at the status instead")
        elif rule.constant is not None:
            self._edit(use.node, self.module.literal(rule.constant, self.module.quote(use.node), ()))
        elif not self._replace(use.node, anchor, old, new, (*taken, use), rule):
            how = "assign the reply to a variable first, and what is changed in it to another"
            self.problem(use.node, f"{shown(path)} cannot be read in place", how)

    def _instead(self, use: Use, told: str, rule: Reply) -> bool:
        """Whether something stands in the place of a part that has no counterpart."""
        return stood_in(self, use, told, rule.gone) or measured_time(self, use.node, told, rule)

    def _replace(self, node: Node, anchor: Node, old: Steps, new: Steps, taken: tuple[Use, ...], rule: Reply) -> bool:
        path = (*old, *(step.key for step in taken))
        streamed = self.chunk is not None
        steps = below(sought(self, node, path, rule), new)
        decoded = rule.convert == "json"
        if steps is None or (rule.convert and not decoded and not streamed) or (rule.needs and not streamed):
            return False
        altered = rule.default is not None or rule.lacking or rule.extra or decoded or (streamed and rule.optional)
        kept = not altered and steps == tuple(step.key for step in taken)
        if kept and (self.plain or not any(by_key(step, self.module) for step in taken)):
            self.trace.reviews += [rule.review] if rule.review and rule.review not in self.trace.reviews else []
            return True  # it is read as before
        soft = missing(taken[0], self.module) and not self.succeeded(node)
        if soft and not streamed:
            soft, unclear = soften(taken, self.module)
            if unclear:
                return False
        if taken[-1].soft and not streamed and (rule.optional or (len(steps) == 1 and rule.default is None)):
            soft = True
        if isinstance(taken[-1].key, int) and self.module.lenient(taken[-1].node):
            soft = True  # a list may be shorter
        null, default = rule.default is not None, taken[-1].default
        lacking = rule.lacking if self.declared else ""
        read = Read(
            node, anchor, steps, self.plain, null, soft, default, rule.extra, declared=self.declared, lacking=lacking
        )
        if self.chunk is not None:
            read = self.chunk.read(read, path, rule, bool(old))
        parts = self.module.reading(read)
        if parts is None:
            return False
        if decoded:
            parts, needed = self.module.decoded(parts)
            self.trace.imports += [Import(self.module.source.path, needed)] if needed else []
        self.trace.snippets |= {rule.snippet} - {""}
        self.trace.reviews += [rule.review] if rule.review and rule.review not in self.trace.reviews else []
        kept = self.plain and not (decoded or read.lacking or null or rule.extra or rule.optional or streamed)
        if not (kept and renamed_in_place(self, taken, steps)):
            self._edit(node, parts)
        return True

    def _is_call(self, old: Steps) -> bool:
        """Whether a part of a stream is no text of the answer, so that it is printed for somebody to look at."""
        return (rule := rule_at(self.table, old)) is not None and bool(rule.snippet)

    def succeeded(self, node: Node) -> bool:
        """Whether a place only runs after the request is known to have succeeded."""
        return self.assured or any(self.module.settled(check, node) for check in self.checks)

    def _container(self, use: Use, node: Node, old: Steps, new: Steps) -> None:
        match use.kind:
            case "flows":
                self.mixed(use, node)
                self.part(use.node, use.node, old, new)
            case "assigned" | "entered":
                named(self, use, old, new)
            case "discarded" | "tested" | "compared":
                pass
            case "contains":
                contains(self, use, node, old, new)
            case "iterated" if (element := element_of(self, old, new)) is not None:
                named(self, use, (*old, "[]"), element)
            case "argument" if not (old or new or self.plain) and told_by_kind(self, use, node):
                pass
            case "argument" if measured(use, self.module, printed=self.chunk is None or self._is_call(old)):
                pass
            case "argument" | "element" if joins(self, use, node, old, new):
                pass
            case "argument" | "yielded" if not (old or new) and passed_on(self, use, node):
                pass
            case "returned" if use.scope is not None and self.chunk is None:
                instead = partial(rebuilt, self, use, node, old, new)
                returned(self, use, node, lambda there, call: there.part(call, call, old, new), instead)
            case "argument" if self.chunk is None and handed(
                self, use, node, lambda there, read: there.part(read, read, old, new)
            ):
                pass
            case "sliced" if self.chunk is None:
                self.part(use.node, use.node, old, new)
            case "argument" if not (old or new or self.plain or self.chunk) and made_text(use, self.module):
                self.trace.reviews.append(DISPLAYED)
            case _ if displayed(node, self.module) or not rebuilt(self, use, node, old, new):
                leaves(self, use, node)

    def bound(
        self,
        use: Use,
        follow: Callable[[Node], None],
        within: Callable[[Binding], None] | None = None,
        typed: Callable[[Node], None] = lambda _: None,
        anyway: Callable[[Node], bool] = lambda _: False,
    ) -> None:
        """Follows every read of the names that a value has, and with ``within`` of parts taken out of it.

        A read is in order ``anyway`` if another value of the name would tell it the same.
        """
        for binding in use.bindings:
            if binding.node.id in self.seen:
                continue
            self.seen.add(binding.node.id)
            if binding.annotation is not None:
                typed(binding.annotation)
            if binding.path:
                if within is not None:
                    within(binding)
                else:
                    self.problem(binding.node, "the reply is unpacked", "assign it to one name")
                continue
            for name in self.module.uses(binding):
                if anyway(name.node):
                    continue
                if not self.only(name, binding):
                    return
                for other in self.module.reaching(name):
                    if other.annotation is not None:
                        typed(other.annotation)
                follow(name.node)
            for read, there in elsewhere(binding, self.module, self.project):
                replace(self, module=there).problem(read, "the reply is read outside of where it is made", BY_HAND)
        if use.onward is not None:
            follow(use.onward)
        if not use.bindings and use.kind != "discarded":
            leaves(self, use, use.node)

    def only(self, name: Name, binding: Binding) -> bool:
        """Whether a name holds nothing but replies where it is read; a problem is noted if it may hold more."""
        others = [other for other in self.module.reaching(name) if other is not binding]
        if all(same(other, self.module, self.project, self.calls) for other in others):
            return True
        self.problem(name.node, f"{name.name} may hold something else here", "give each its own name")
        return False

    def _typed(self, node: Node, old: Steps, new: Steps) -> None:
        """Rewrites the types that the code says a part of the reply has."""
        for given in self.module.types.given(node) if self.module.types is not None else ():
            describe(self, given, old, new)

    def _renewed(self, old: Steps) -> Steps:
        rule = rule_at(self.table, old)
        return renewed(rule, old) if rule is not None else old

    def mixed(self, use: Use, node: Node) -> None:
        """Notes where the value of a larger expression may be something else as well."""
        other = stranger(use.node, node, self.module, self.calls)
        if other is not None:
            self.problem(other.node, "this may stand in the place of the reply", "give each its own name")

    def problem(self, node: Node, why: str, how: str) -> None:
        """Notes what stands in the way at a node; what a test does with the reply of another file is only named."""
        path = self.module.source.path
        if is_test(path) and not is_test(self.home):
            line = self.module.source.position(node.start_byte)[0]
            self.trace.reviews.append(f"{path}:{line} reads the reply in its old shape")
            return
        self.trace.problems.append(Problem(self.module.source.path, Span(node.start_byte, node.end_byte), why, how))

    def _edit(self, node: Node, parts: tuple[str | Keep, ...]) -> None:
        self.trace.edits.append(self.module.edit(Span(node.start_byte, node.end_byte), parts, self.rule))
