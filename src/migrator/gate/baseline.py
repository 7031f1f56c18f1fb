r"""The debt that is known and not paid yet: a text file that only falls, and that plain git can merge.

Git refuses to merge two branches that change neighbouring lines, and people pay neighbouring debts. So each entry
stands between two marks of its own, which stay when it goes::

    ( 5d0c9f21077a
    src/chat.py\thttp-chat\t3f9a1c0de4b7\t1
    ) 5d0c9f21077a

Two removals, or a removal and an addition, are therefore never neighbours; and since no line occurs twice, every diff
algorithm sees exactly the lines that went. An empty pair of marks is a debt that was paid: the pairs say how many there
were, without a number in the file that branches would fight over.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence

from migrator.errors import UserError
from migrator.gate.fingerprint import fingerprints, unescape
from migrator.model import Finding
from migrator.record import record

HEADER = (
    "# Known references that are still to be replaced, written by `migrator baseline`. Each stands between two marks",
    "# that stay when it is gone, so that git merges branches that each removed some. Do not edit by hand.",
)
MARK_LENGTH = 12
_CONFLICT = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


@record
class Slot:
    """A place for one entry: its mark, and the entry (a fingerprint), which is empty once it was paid."""

    mark: str
    entry: str = ""


@record
class Baseline:
    """Every slot, in the order of the file, and how its lines end."""

    slots: tuple[Slot, ...] = ()
    newline: str = "\n"

    @property
    def entries(self) -> frozenset[str]:
        """The fingerprints that are still owed."""
        return frozenset(slot.entry for slot in self.slots if slot.entry)

    @property
    def written(self) -> int:
        """How many findings were ever taken into the baseline."""
        return len(self.slots)


class BaselineError(UserError):
    """A baseline that cannot be trusted or written; the problems name the file and, where known, the line."""


def read(path: str) -> Baseline | None:
    """The baseline in the file ``path``, or None when there is no such file.

    Raises :class:`BaselineError` with everything that is wrong with it at once.
    """
    try:
        with open(path, "rb") as stream:
            data = stream.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BaselineError([f"{path}: cannot be read: {error.strerror}"]) from error
    try:
        return parse(data.decode("utf-8"), path)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BaselineError([f"{path}:{line}: is not UTF-8; restore the file from git"]) from error


def parse(text: str, path: str) -> Baseline:
    """The baseline that ``text`` holds; ``path`` is for messages. Raises :class:`BaselineError`."""
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    problems = [
        f"{path}:{number}: a conflict marker; keep the lines of both sides, delete the markers"
        for number, line in enumerate(lines, 1)
        if line.startswith(_CONFLICT) and not _is_entry(line)
    ]
    if problems:
        raise BaselineError(problems)
    slots: list[Slot] = []
    first_line: dict[str, int] = {}
    mark, opened, entry = "", 0, ""
    for number, line in enumerate(lines, 1):
        fault, is_entry = "", _is_entry(line)
        if not is_entry and (not line or line.startswith("#")):
            continue
        if first_line.setdefault(line, number) != number:
            fault = f"the same as line {first_line[line]}; delete one of the two"
        elif is_entry:
            if not mark or entry or mark != mark_of(line):
                fault = "the entry does not stand between its own marks; restore the file from git"
            elif not _is_sound(line):
                fault = "not a path, rule, hash and number with tabs between; restore the file from git"
            entry = line
        elif line.startswith("( ") and not mark:
            mark, opened = line[2:], number
        elif line.startswith(") ") and mark == line[2:]:
            slots.append(Slot(mark, entry))
            mark, entry = "", ""
        else:
            fault = f"neither a mark in its place nor an entry: {line[:40]!a}; restore the file from git"
        if fault:
            problems.append(f"{path}:{number}: {fault}")
    if mark:
        problems.append(f"{path}:{opened}: a mark without its closing mark; restore the file from git")
    if problems:
        raise BaselineError(problems)
    return Baseline(tuple(slots), "\r\n" if "\r\n" in text else "\n")


def render(baseline: Baseline) -> str:
    """The text of the file: sorted entries between their marks, the last line ended."""
    lines = [*HEADER]
    for slot in baseline.slots:
        lines += [f"( {slot.mark}", *([slot.entry] if slot.entry else []), f") {slot.mark}"]
    return "".join(line + baseline.newline for line in lines)


def write(path: str, baseline: Baseline) -> None:
    """Writes the file ``path`` whole or not at all. Raises :class:`BaselineError` when it cannot."""
    target = os.path.realpath(path)
    draft = f"{target}.{os.getpid()}.tmp"
    try:
        try:
            with open(draft, "wb") as stream:
                stream.write(render(baseline).encode("utf-8"))
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(draft, target)
        except BaseException:
            if os.path.exists(draft):
                os.remove(draft)
            raise
    except OSError as error:
        raise BaselineError([f"{path}: cannot be written: {error.strerror}; the file is as it was"]) from error


def gone(
    baseline: Baseline, findings: Sequence[Finding], *, within: Sequence[str] = (), unread: Collection[str] = ()
) -> tuple[str, ...]:
    """The entries that none of ``findings`` is, sorted.

    ``within`` names the files and directories below the root that were searched, all by default: what lies elsewhere is
    not gone, nor is what lies in the files of ``unread``, which could not be judged.
    """
    places = [place.removeprefix("./").rstrip("/") for place in within]
    missing = baseline.entries.difference(fingerprints(findings))
    return tuple(sorted(entry for entry in missing if _was_searched(path_of(entry), places, unread)))


def shrink(baseline: Baseline, paid: Collection[str]) -> Baseline:
    """``baseline`` without the entries ``paid``. Never adds one."""
    slots = tuple(Slot(slot.mark) if slot.entry in paid else slot for slot in baseline.slots)
    return Baseline(slots, baseline.newline)


def accept(baseline: Baseline, findings: Sequence[Finding]) -> Baseline:
    """``baseline`` with all of ``findings`` in it: for the first one, and where a person asks for more debt.

    ``findings`` are all that are owed, not only the new ones: equal ones are told apart by counting.
    """
    new = sorted(set(fingerprints(findings)) - baseline.entries)
    back = {mark_of(entry): entry for entry in new}
    slots = [Slot(slot.mark, slot.entry or back.pop(slot.mark, "")) for slot in baseline.slots]
    return Baseline(tuple(_merged(slots, [Slot(mark, entry) for mark, entry in back.items()])), baseline.newline)


def mark_of(entry: str) -> str:
    """The mark that stands before and after ``entry``."""
    from hashlib import sha256  # loads OpenSSL, and a hook without a baseline needs none

    return sha256(entry.encode("utf-8")).hexdigest()[:MARK_LENGTH]


def path_of(entry: str) -> str:
    """The path of the file that ``entry`` was found in."""
    return unescape(entry.partition("\t")[0])


def rule_of(entry: str) -> str:
    """The rule that found ``entry``."""
    return unescape(entry.split("\t")[1])


def _merged(slots: Iterable[Slot], added: Sequence[Slot]) -> list[Slot]:
    """Both, each in its order; an added slot stands before the first entry that is greater."""
    merged: list[Slot] = []
    at = 0
    for slot in slots:
        while slot.entry and at < len(added) and added[at].entry < slot.entry:
            merged.append(added[at])
            at += 1
        merged.append(slot)
    return [*merged, *added[at:]]


def _is_entry(line: str) -> bool:
    return line.count("\t") == 3


def _is_sound(entry: str) -> bool:
    path, rule, digest, ordinal = entry.split("\t")
    try:
        unescape(path)
    except (ValueError, OverflowError):
        return False
    return bool(path and rule and digest and ordinal.isdecimal())


def _was_searched(path: str, places: Sequence[str], unread: Collection[str]) -> bool:
    if path in unread:
        return False
    return not places or any(place in ("", ".", path) or path.startswith(f"{place}/") for place in places)
