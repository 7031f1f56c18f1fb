"""The use case: analyse, plan, and write, until nothing is left that can be rewritten."""

from __future__ import annotations

import builtins
import errno
import os
from collections.abc import Callable, Sequence

from migrator.model import Span
from migrator.record import field, record, replace
from migrator.rewrite.apply import apply
from migrator.rewrite.diff import moved_line
from migrator.rewrite.disk import Step, nothing
from migrator.rewrite.language import Languages, edited, language_of, stored
from migrator.rewrite.plan import Blocked, FileChange, Map, Plan, Read, plan
from migrator.scan.source import Source
from migrator.scan.steady import steady
from migrator.unit import Unit

ROUNDS = 4
"""One does nearly everything; a change that makes another one possible needs a second, and the last one must find
nothing."""

Analyse = Callable[[Read], Sequence[Unit]]
"""Finds the units of the code base, whose files it gets from the function it is given and nowhere else."""

Follow = Callable[[Read, Read, frozenset[str]], Sequence[Unit]]
"""Finds the units that follow, from the files before and after the changes, and the paths of those that changed."""


@record
class Note:
    """A line for a person: the call, why somebody has to look at it, and what to do.

    ``place`` is where the reason lies, as ``path:line``, if that is not the call itself.
    """

    path: str
    line: int
    rule: str
    why: str
    how: str = ""
    place: str = ""


@record
class Rewritten:
    """What a rewrite changed, or would change: lines are those of the tree as it is afterwards.

    ``run`` is the name by which it can be undone; empty after a dry run. ``errors`` are internal ones; with any of them
    nothing was written.
    """

    files: tuple[FileChange, ...]
    reviews: tuple[Note, ...]
    manual: tuple[Note, ...]
    run: str = ""
    errors: tuple[str, ...] = ()


def rewrite(
    root: str,
    analyse: Analyse,
    read: Read,
    *,
    follow: Follow = lambda *_: (),
    dry_run: bool,
    select: Callable[[Unit], bool] = lambda _: True,
    languages: Languages = language_of,
    map: Map = builtins.map,
    step: Step = nothing,
) -> Rewritten:
    """Rewrites what can be rewritten whole.

    The rounds happen in memory: the analysis sees the files as the round before left them, and the last round finds
    nothing to change, so that a second rewrite would not either.

    Args:
        root: the project's root directory.
        analyse: gives the units, reading through the function it gets.
        read: gives the files as they are on disk.
        follow: gives the units that follow from what the others did, once nothing is left to do of those.
        dry_run: write nothing.
        select, languages, map: as for :func:`migrator.rewrite.plan.plan`.
        step: as for :func:`migrator.rewrite.apply.apply`.

    Raises:
        Changed: a file was changed by somebody else in the meantime; nothing was written.
        Refused: the files cannot be written, with every reason; none was.
    """
    on_disk = steady(read)
    tree = _Tree()

    def settled(analyse: Analyse) -> list[tuple[Plan, Read]]:
        rounds: list[tuple[Plan, Read]] = []
        while not rounds or (rounds[-1][0].files and len(rounds) < ROUNDS):
            state = _overlay(tree.copy(), on_disk)
            result = plan(analyse(state), state, languages, select=select, map=map)
            rounds.append((result, state))
            tree.take(result.files)
        return rounds

    rounds = settled(analyse)
    following = settled(lambda state: follow(_overlay(_Tree(), on_disk), state, frozenset(tree.now)))
    files = tree.changes(on_disk)
    errors = (*_restless(rounds[-1][0]), *_restless(following[-1][0]))
    run = ""
    if files and not dry_run and not errors:
        run = apply(files, root, step=step).run or ""
    kept = dry_run or bool(errors)
    shown = on_disk if kept else _overlay(tree, on_disk)
    places = [_Places(state, shown, {} if kept else tree.moved()) for _, state in (*rounds, *following)]
    reviews = [
        note
        for (result, _), place in zip((*rounds, *following), places, strict=True)
        for unit in result.done
        for note in place.reviews(unit)
    ]
    # After a dry run the lines of the first round are those on disk, and what is blocked names them in its reasons.
    last = 0 if dry_run and len(rounds) <= 2 else len(rounds) - 1
    manual = [places[last].manual(blocked) for blocked in rounds[last][0].blocked]
    for (result, _), place in zip(following, places[len(rounds) :], strict=True):
        # What would follow another unit needs no word of its own: that one has the reason.
        manual += [place.manual(one) for one in result.blocked if one.unit.problems or not one.unit.follows]
    gone = {file.path for file in files if file.gone}
    manual = [note for note in manual if note.path not in gone]
    return Rewritten(files, _sorted(reviews), _sorted(manual), run, errors)


@record
class _Tree:
    """The files as the rounds so far left them, under the paths they have by now.

    ``origins`` are the paths on disk of those that were renamed, ``gone`` those at which nothing is any more,
    ``removed`` the paths on disk of those that went away.
    """

    now: dict[str, Source] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    units: dict[str, list[Unit]] = field(default_factory=dict)
    created: dict[str, Source] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)

    def copy(self) -> _Tree:
        """The tree as it is, whatever rounds follow."""
        return _Tree(dict(self.now), dict(self.origins), set(self.gone), {})

    def take(self, files: Sequence[FileChange]) -> None:
        """Makes the changes of a round, those that rename files at the same time."""
        origins = {file.path: self.origins.get(file.path, file.path) for file in files}
        for file in files:
            self.units.setdefault(origins[file.path], []).extend(file.units)
            if file.created:
                self.created[file.path] = file.before
            if file.to or file.gone:
                self.now.pop(file.path, None)
                self.origins.pop(file.path, None)
                self.gone.add(file.path)
            if file.gone:
                self.removed.add(origins[file.path])
        for file in files:
            if file.gone:
                continue
            path = file.to or file.path
            self.now[path] = replace(stored(file.before, file.after), path=path)
            self.gone.discard(path)
            if path != origins[file.path]:
                self.origins[path] = origins[file.path]

    def moved(self) -> dict[str, str]:
        """Where the files are that were renamed, by their path on disk."""
        return {old: new for new, old in self.origins.items()}

    def changes(self, on_disk: Read) -> tuple[FileChange, ...]:
        """From the first state of every file to the last, with the units of all rounds."""
        found = []
        for path in self.now:
            old = self.origins.get(path, path)
            before, to = self.created.get(old) or on_disk(old), path if path != old else ""
            if to or self.now[path].data != before.data:
                units = tuple(self.units[old])
                found.append(FileChange(old, before, self.now[path].data, units, old in self.created, to))
        for old in self.removed - self.created.keys():
            found.append(FileChange(old, on_disk(old), b"", tuple(self.units[old]), gone=True))
        return tuple(sorted(found, key=lambda file: file.path))


@record
class _Places:
    """Says where something that was found in one state of the files stands in the state that people see."""

    found: Read
    shown: Read
    moved: dict[str, str]

    def line(self, path: str, span: Span) -> int:
        try:
            source, other = self.found(path), self.shown(self.moved.get(path, path))
        except OSError:
            return 1
        line = source.position(span.start)[0]
        old, new = stored(source, source.data).data, stored(other, other.data).data
        return line if old == new else moved_line(old, new, line)

    def reviews(self, unit: Unit) -> list[Note]:
        line = self.line(unit.path, unit.span)
        return [Note(self.moved.get(unit.path, unit.path), line, unit.rule, assumption) for assumption in unit.reviews]

    def manual(self, blocked: Blocked) -> Note:
        unit, first = blocked.unit, blocked.problems[0]
        path = self.moved.get(unit.path, unit.path)
        line = self.line(unit.path, unit.span)
        place = f"{self.moved.get(first.path, first.path)}:{self.line(first.path, first.span)}"
        others = f" (and {len(blocked.problems) - 1} more)" if len(blocked.problems) > 1 else ""
        elsewhere = "" if place == f"{path}:{line}" else place
        return Note(path, line, unit.rule, first.why + others, first.how, elsewhere)


def _overlay(tree: _Tree, on_disk: Read) -> Read:
    def read(path: str) -> Source:
        if path in tree.gone:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        return edited(tree.now.get(path) or on_disk(path))

    return read


def _restless(last: Plan) -> tuple[str, ...]:
    return tuple(
        f"internal error: {file.path} still changes after {ROUNDS} rounds "
        f"({', '.join(sorted({unit.rule for unit in file.units}))}); nothing was written, please report it"
        for file in last.files
    )


def _sorted(notes: list[Note]) -> tuple[Note, ...]:
    return tuple(sorted(dict.fromkeys(notes), key=lambda note: (note.path, note.line, note.rule, note.why)))
