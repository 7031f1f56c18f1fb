"""Which units are rewritten, and what every file they touch then looks like. Nothing is written here."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from migrator.model import Edit, Span
from migrator.record import record, replace
from migrator.rewrite.edits import render
from migrator.rewrite.language import Language, Languages
from migrator.rewrite.moves import taken
from migrator.rewrite.spread import alone, conflicting, left_behind, spread, ties_of
from migrator.scan.source import Source
from migrator.unit import Import, Move, Problem, Unit

Read = Callable[[str], Source]
"""Gives the file at a path below the root; the same one each time it is asked. Raises ``OSError``."""
ALONE = "its server moves without it: it fails there until it is changed"
"""What is said of a unit that lets others make what they share."""


@record
class FileChange:
    """A file before and after. ``after`` is UTF-8 without byte order mark, as :attr:`Source.data` is.

    One that is ``created`` was not there before, one that is ``gone`` is there no more. ``to`` is the path it gets,
    where that is another one.
    """

    path: str
    before: Source
    after: bytes
    units: tuple[Unit, ...] = ()
    created: bool = False
    to: str = ""
    gone: bool = False


@record
class Blocked:
    """A unit that stays as it is, and everything that blocks it: its own problems first."""

    unit: Unit
    problems: tuple[Problem, ...]


@record
class Plan:
    """What a rewrite does: ``done`` are the units that ``files`` carry out, ``left`` those that were not selected."""

    files: tuple[FileChange, ...] = ()
    done: tuple[Unit, ...] = ()
    blocked: tuple[Blocked, ...] = ()
    left: tuple[Unit, ...] = ()


class Map(Protocol):
    """``map``, or the one of a pool of processes."""

    def __call__(self, function: Callable[[Job], str | None], jobs: Iterable[Job], /) -> Iterable[str | None]: ...


@record
class Job:
    """One result to be checked, with the check that its language asks for."""

    check: Callable[[bytes, bytes], str | None]
    before: bytes
    after: bytes


def run_check(job: Job) -> str | None:
    """What the language says about a result; an answer that takes no end of stack is one as well."""
    try:
        return job.check(job.before, job.after)
    except RecursionError:
        return "nested too deeply to be checked"


def plan(
    units: Sequence[Unit],
    read: Read,
    languages: Languages,
    *,
    select: Callable[[Unit], bool] = lambda _: True,
    map: Map = builtins.map,
) -> Plan:
    """Spreads problems, renders what is left, and checks every result.

    A unit is rewritten only with all units it shares an edit, a group or conflicting text with. A file whose result
    does not parse blocks every unit that touches it, until nothing changes any more.

    Args:
        units: every unit of the code base, those that are not wanted included.
        read: the files that the units' edits are about.
        languages: the language that answers for a file, if any does.
        select: whether a unit is wanted. One that is not stays as it is, and so does what hangs together with it.
        map: runs the checks; a pool's ``map`` runs them on every core.
    """
    chosen = [unit.follows or bool(select(unit)) for unit in units]
    problems: list[list[Problem]] = [list(unit.problems) for unit in units]
    for index, problem in [*_unreadable(units, read), *conflicting(units, read), *taken(units, read)]:
        problems[index].append(problem)
    ties = ties_of(units)
    checked: dict[tuple[str, bytes], str | None] = {}
    while True:
        stuck = spread(units, problems, chosen, ties, read)
        lonely = list(alone(units, stuck, read))
        for index, problem in lonely:
            problems[index].append(problem)
        if lonely:
            continue
        alive = [unit for index, unit in enumerate(units) if chosen[index] and not stuck[index]]
        files, broken = _render(alive, read, languages)
        files += _created(alive, read)
        jobs = {(file.path, file.after): job for file in files if (job := _job(file, languages)) is not None}
        new = {place: job for place, job in jobs.items() if place not in checked}
        checked.update(zip(new, map(run_check, new.values()), strict=True))
        for file in files:
            if (error := checked.get((file.path, file.after))) is not None:
                broken[file.path] = f"the rewritten file would not parse: {error}"
        if not broken:
            break
        for index, problem in _broken(units, stuck, chosen, broken):
            problems[index].append(problem)
    for index in left_behind(units, alive, stuck):
        stuck[index] = tuple(replace(problem, how=f"{problem.how}; {ALONE}") for problem in stuck[index])
    return Plan(
        files=tuple(files),
        done=tuple(unit for unit in alive if unit.edits or unit.imports or unit.moves),
        blocked=tuple(Blocked(unit, stuck[i]) for i, unit in enumerate(units) if chosen[i] and stuck[i]),
        left=tuple(unit for i, unit in enumerate(units) if not chosen[i]),
    )


def _paths(unit: Unit) -> set[str]:
    return {one.path for many in (unit.edits, unit.imports, unit.moves) for one in many}


def _unreadable(units: Sequence[Unit], read: Read) -> Iterator[tuple[int, Problem]]:
    errors: dict[str, str] = {}
    for path in sorted({path for unit in units for path in _paths(unit)}):
        try:
            read(path)
        except OSError as error:
            errors[path] = error.strerror or str(error)
    for index, unit in enumerate(units):
        for path in sorted(_paths(unit) & errors.keys()):
            why = f"the file {path} cannot be read: {errors[path]}"
            yield index, Problem(path, Span(0, 0), why, "make it readable and run again")


def _render(alive: list[Unit], read: Read, languages: Languages) -> tuple[list[FileChange], dict[str, str]]:
    """The files that the units change, and what went wrong with those that could not be rendered."""
    touching: dict[str, list[Unit]] = {}
    for unit in alive:
        for path in _paths(unit):
            touching.setdefault(path, []).append(unit)
    files: list[FileChange] = []
    broken: dict[str, str] = {}
    for path, units in sorted(touching.items()):
        before = read(path)
        if any(move == Move(path, "") for unit in units for move in unit.moves):
            files.append(FileChange(path, before, b"", tuple(units), gone=True))
            continue
        edits = [edit for unit in units for edit in unit.edits if edit.path == path]
        wanted = [one for unit in units for one in unit.imports if one.path == path]
        to = next((move.to for unit in units for move in unit.moves if move.path == path), "")
        try:
            after = _after(before, edits, wanted, languages(before))
            before.encode(after)
        except UnicodeEncodeError as error:
            text = error.object[error.start : error.end]
            broken[path] = f"the file's encoding, {before.encoding}, has no {text!r}"
        except ValueError as error:
            broken[path] = str(error)
        else:
            if after != before.data or to:
                files.append(FileChange(path, before, after, tuple(units), to=to))
    return files, broken


def _created(alive: list[Unit], read: Read) -> list[FileChange]:
    """The files that are made for the units and are not there yet."""
    wanted: dict[str, list[Unit]] = {}
    for unit in alive:
        for file in unit.files:
            wanted.setdefault(file.path, []).append(unit)
    texts = {file.path: file.text for unit in alive for file in unit.files}
    return [
        FileChange(path, Source(path, b""), texts[path].encode(), tuple(units), created=True)
        for path, units in sorted(wanted.items())
        if not _is_there(path, read)
    ]


def _is_there(path: str, read: Read) -> bool:
    try:
        read(path)
    except (OSError, KeyError):
        return False
    return True


def _after(before: Source, edits: list[Edit], wanted: list[Import], language: Language | None) -> bytes:
    """The file with its edits, then its imports, then its long lines broken; new lines written the file's way."""
    newline = newline_of(before.data)
    after = render(before.data, [_with_newlines(edit, newline) for edit in edits])
    if wanted:
        if language is None or language.imports is None:
            raise ValueError("imports are wanted in a file whose language has none")
        imports = language.imports(after, list(dict.fromkeys(wanted)))
        after = render(after, [_with_newlines(edit, newline) for edit in imports])
    if language is not None and language.layout is not None:
        after = render(after, [_with_newlines(edit, newline) for edit in language.layout(before.data, after)])
    return after


def newline_of(data: bytes) -> str:
    r"""How most lines of a file end: ``\n``, ``\r\n``, or ``\r`` if no line feed occurs."""
    feeds, both = data.count(b"\n"), data.count(b"\r\n")
    if not feeds and b"\r" in data:
        return "\r"
    return "\r\n" if both * 2 > feeds else "\n"


def _with_newlines(edit: Edit, newline: str) -> Edit:
    def styled(text: str) -> str:
        return text.replace("\r\n", "\n").replace("\n", newline)

    return replace(edit, parts=tuple(styled(part) if isinstance(part, str) else part for part in edit.parts))


def _job(file: FileChange, languages: Languages) -> Job | None:
    language = languages(file.before)
    return None if language is None or file.gone else Job(language.check, file.before.data, file.after)


def _broken(
    units: Sequence[Unit], stuck: Sequence[tuple[Problem, ...]], chosen: Sequence[bool], broken: dict[str, str]
) -> Iterator[tuple[int, Problem]]:
    for index, unit in enumerate(units):
        if chosen[index] and not stuck[index]:
            for path in sorted(_paths(unit) & broken.keys()):
                why = f"internal error in {path}: {broken[path]}"
                yield (
                    index,
                    Problem(path, Span(0, 0), why, "change it by hand, and please report the lines it is about"),
                )
