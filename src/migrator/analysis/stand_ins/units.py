"""Tests that answer in the server's place: their replies and addresses move with the calls that they answer.

What cannot be told apart keeps its old shape, and is worth a look.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from migrator.analysis.dataflow.project import ROOM
from migrator.analysis.dataflow.test_files import is_test
from migrator.analysis.http.units import DOUBLE
from migrator.analysis.stand_ins.addresses import addresses
from migrator.analysis.stand_ins.places import is_body
from migrator.analysis.stand_ins.recordings import recorded
from migrator.analysis.stand_ins.shapes import changed, reshaped
from migrator.analysis.stand_ins.tested import asked, tested
from migrator.model import Keep, Span
from migrator.record import field, record, replace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from migrator.analysis.dataflow.project import Project
    from migrator.model import Edit
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Operation
    from migrator.syntax import Mapping, Module, Scope
    from migrator.unit import Unit

TELLING = (b"mock", b"Mock", b"patch", b"respx", b"responses.", b"nock(", b"def json(")
"""What the tools have in their text that let a test answer in place of a server."""
RECORDED = "holds what the old server once answered: record it anew"
MOST = 3
"""Places that are named to a reader of one unit."""


@record(frozen=False, slots=False)
class _Calls:
    """The calls of one operation in one file, by their place among all units, and what tests make up for them."""

    operation: Operation
    path: str
    units: list[int] = field(default_factory=list)
    places: list[Span] = field(default_factory=list)
    sent: bool = False
    stuck: bool = False
    edits: list[Edit] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def reviewed(units: Sequence[Unit], project: Project, rules: RuleSet) -> list[Unit]:
    """The units, with the edits of tests that answer for them, and notes where such an answer stays as it was."""
    calls = _calls(units, rules)
    answered: set[tuple[str, Span]] = set()
    edited: dict[str, list[Span]] = defaultdict(list)
    for edit in {edit for unit in units for edit in unit.edits if edit.parts != (Keep(edit.span),)}:
        edited[edit.path].append(edit.span)
    for module in tests(project, {key for one in calls.values() for key in changed(one.operation)}):
        near = tested(module, project)
        own = [unit for unit in units if unit.path == module.source.path]
        for name in sorted({name for _, name in calls}):
            every = [one for (_, there), one in calls.items() if there == name]
            if every[0].operation.new is not None:
                here = [one for one in calls.values() if one.path in near]
                answered |= _Test(module, own, edited[module.source.path], project, rules).answers(every, here, near)
    moving = [one for one in calls.values() if one.operation.new is not None]
    tapes = recorded(project, {one.operation.old.path for one in moving})
    for one in moving:
        one.notes[:0] = [f"{path} {RECORDED}" for path in tapes.get(one.operation.old.path, ())]
    made = list(units)
    for one in calls.values():
        for index in one.units:
            notes = tuple(dict.fromkeys((*made[index].reviews, *one.notes[:MOST])))
            edits = tuple(dict.fromkeys((*made[index].edits, *one.edits)))
            made[index] = replace(made[index], reviews=notes, edits=edits)
    return [one for one in made if (one.path, one.span) not in answered]


def _calls(units: Sequence[Unit], rules: RuleSet) -> dict[tuple[str, str], _Calls]:
    """The calls of each file and operation; those of tests are none that a test answers for."""
    found: dict[tuple[str, str], _Calls] = {}
    for index, unit in enumerate(units):
        operation = rules.operations.get(unit.rule)
        if operation is None or not (unit.edits or unit.goes):
            continue
        sent = [edit for edit in unit.edits if operation.new is not None and edit.parts == (operation.new.path,)]
        for path in dict.fromkeys(one for one in (unit.path, *(edit.path for edit in sent)) if not is_test(one)):
            calls = found.setdefault((path, unit.rule), _Calls(operation, path))
            calls.units.append(index)
            calls.places += [edit.span for edit in sent if edit.path == path]
            calls.places += [unit.span] if unit.path == path else []
            calls.sent = calls.sent or bool(sent)
            calls.stuck = calls.stuck or bool(unit.problems)
    return found


@record
class _Test:
    """A file that answers for the server, with the units that its own text makes and what is changed in it."""

    module: Module
    own: list[Unit]
    changed: list[Span]
    project: Project
    rules: RuleSet

    def answers(
        self, every: Sequence[_Calls], here: Sequence[_Calls], tested: Collection[str]
    ) -> set[tuple[str, Span]]:
        """Lets what the file makes up of one operation's replies move with the calls that it stands in for.

        ``every`` are all calls of the operation, ``here`` those of any in the files that are ``tested``. It moves whole
        or not at all, and only where all calls that may get it move. Gives the units of the file that are no calls but
        such answers.
        """
        module, operation = self.module, every[0].operation
        near = [one for one in every if one.path in tested]
        for span in _spelled(module, operation):
            for calls in near:
                calls.notes.append(f"{self._at(span)} makes up a reply, which must have its new shape")
        literals, told = self._told(_literals(module, operation), near, here, operation)
        new = {one.span: reshaped(one, operation, module) for one in literals}
        bodies = {one.span for one in literals if is_body(one.node, module, self.project)}
        owners = [one for one in near if one.sent]
        sole = bool(owners)
        if bodies and not owners and self._names_server() and not self._sends(tested):
            owners = [one for one in every if one.sent]
            sole = len({one.path for one in owners}) == 1
        known = told and all((new[one.span] is not None) is (one.span in bodies) for one in literals)
        if not sole or not known or any(one.stuck for one in owners):
            for one in literals:
                for calls in owners if one.span in bodies else near:
                    calls.notes.append(f"{self._at(one.span)} makes up a reply, which must have its new shape")
            return set()
        edits = [module.edit(span, parts, operation.operation) for span, parts in new.items() if parts is not None]
        doubles = [one for one in self.own if any(problem.why == DOUBLE for problem in one.problems)]
        calls_of_its_own = [one.span for one in self.own if one not in doubles]
        answered = set()
        for span, moved in addresses(module, operation, self.project, self.rules, self.changed):
            if any(one.start <= span.start < one.end for one in calls_of_its_own):
                continue
            edits += moved
            answered |= {(one.path, one.span) for one in doubles if one.span.start <= span.start < one.span.end}
        notes = [f"{self._at(span)} reads the request in its old shape" for span in asked(module, operation)]
        for calls in owners if edits else ():
            calls.edits += edits
            calls.notes += notes
        return answered

    def _told(
        self, literals: Sequence[Mapping], near: Sequence[_Calls], here: Sequence[_Calls], operation: Operation
    ) -> tuple[list[Mapping], bool]:
        """The replies that are not those of another operation, and whether all of them can be told from such.

        Those of one without a counterpart may look the same: the functions that a test calls tell which it is.
        """
        mine = [one for one in literals if not self._of_another(one, operation)]
        rivals = [one for one in here if one.operation.new is None and changed(operation) & one.operation.reply.keys()]
        if not rivals:
            return mine, True
        ours, theirs = self._functions(near), self._functions(rivals)
        left, told = [], True
        for literal in mine:
            data = self.module.source.data
            scope = self.module.scope(literal.span.start).span
            words = set(re.findall(rb"\w+", data[scope.start : scope.end]))
            if ours & words or not theirs & words:
                left.append(literal)
                told = told and bool(ours & words) and not theirs & words
        return left, told

    def _functions(self, calls: Sequence[_Calls]) -> set[bytes]:
        """The names of the functions that make some calls."""
        found = set()
        for one in calls:
            module = self.project.module(one.path)
            for place in one.places if module is not None else ():
                scope: Scope | None = module.scope(place.start) if module is not None else None
                while module is not None and scope is not None:
                    if scope.kind == "function":
                        found.add(module.called(scope)[0].encode())
                    scope = scope.parent
        return found - {b""}

    def _of_another(self, literal: Mapping, operation: Operation) -> bool:
        """Whether a literal has the shape of another operation's reply, and not of this one's."""
        others = [one for one in self.rules.operations.values() if one is not operation and one.new is not None]
        return reshaped(literal, operation, self.module) is None and any(
            reshaped(literal, one, self.module) is not None for one in others
        )

    def _names_server(self) -> bool:
        """Whether the file speaks of the old server."""
        return any(word.encode() in self.module.source.data.lower() for word in self.rules.evidence.words)

    def _sends(self, tested: Collection[str]) -> bool:
        """Whether one of the files that a test is about makes requests of its own: its answers are those, then."""
        for path in tested:
            source = self.project.read(path) if path != self.module.source.path else None
            if source is not None and any(word.encode() in source.data for word in self.module.libraries):
                return True
        return False

    def _at(self, span: Span) -> str:
        """``path:line``."""
        return f"{self.module.source.path}:{self.module.source.position(span.start)[0]}"


def _spelled(module: Module, operation: Operation) -> list[Span]:
    """The strings of a file that hold a reply as JSON text: a line of a stream, a recorded body."""
    keys = "|".join(map(re.escape, sorted(changed(operation))))
    look = re.compile(rf"""\{{\s*\\?"(?:{keys})\\?"\s*:""".encode())
    found = [Span(one.start(), one.end()) for one in look.finditer(module.source.data)]
    return [text.span for text in module.strings(found)] if found else []


def _literals(module: Module, operation: Operation) -> list[Mapping]:
    """The mapping literals of a file that have a key of the reply, without what a result is compared with.

    Those inside others are parts of them.
    """
    found = {
        literal.span: literal
        for key in sorted(changed(operation))
        for literal in module.holding(key)
        if module.use(literal.node).kind != "compared"
    }
    outer: list[Mapping] = []
    for literal in sorted(found.values(), key=lambda one: (one.span.start, -one.span.end)):
        if not outer or literal.span.start >= outer[-1].span.end:
            outer.append(literal)
    return outer


def tests(project: Project, keys: Collection[str]) -> Iterator[Module]:
    """The files in which something stands in for something else, and in whose text one of ``keys`` occurs."""
    named = [key.encode() for key in keys]
    for path in project.searched if keys else ():
        source = project.read(path)
        if source is None or not any(word in source.data for word in TELLING):
            continue
        if any(key in source.data for key in named) and (module := project.module(path)) is not None:
            yield module
            project.forget(ROOM)
