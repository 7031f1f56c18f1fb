"""The textual phase: which bytes hold one of the needles, and where. Imports next to nothing, for the hook's sake."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Matcher = Callable[[bytes], bool]
    Finder = Callable[[bytes], list[tuple[int, int]]]

MANY_FILES = 2_000
"""From which on importing a faster matcher costs less than it saves."""
SHORTEST_STEM = 5
NUL = b"\0"


def matcher(needles: Iterable[bytes], files: int = 0) -> Matcher:
    """A function that says whether bytes, as they are on disk, hold any of ``needles`` in any case and encoding.

    ``needles`` are lower case. A UTF-16 or UTF-32 file holds a needle with zero bytes between its letters; a true
    answer may be wrong for such a file, a false one never is. ``files`` is how many files there are to search:
    with enough of them the fastest matcher that is installed is taken.
    """
    wanted = _distinct(needles)
    if files >= MANY_FILES:
        return with_hyperscan(wanted) or with_memmem(wanted) or with_in(wanted)
    return with_in(wanted)


def finder(needles: Iterable[bytes]) -> Finder:
    """A function that says where ``needles``, lower case, stand in UTF-8 text, in order.

    Of several at one place the longest counts, and one inside another does not.
    """
    groups = [
        (stem, sorted(members, key=len, reverse=True))
        for stem, members in stems({needle for needle in needles if needle}).items()
    ]

    def spans(data: bytes) -> list[tuple[int, int]]:
        lower = data.lower()
        found: list[tuple[int, int]] = []
        for stem, longest_first in groups:
            at = lower.find(stem)
            while at >= 0:
                for needle in longest_first:
                    if lower.startswith(needle, at):
                        found.append((at, at + len(needle)))
                        break
                at = lower.find(stem, at + 1)
        found.sort(key=_outermost_first)
        kept: list[tuple[int, int]] = []
        for span in found:
            if not kept or span[1] > kept[-1][1]:
                kept.append(span)
        return kept

    return spans


def stems(needles: Iterable[bytes]) -> dict[bytes, tuple[bytes, ...]]:
    """What to search, and the needles that it may be the beginning of.

    Needles with a beginning in common (``/api/chat``, ``/api/tags``) are searched as that beginning (``/api/``): every
    pass over a file costs, and few places hold it.
    """
    groups: list[list[bytes]] = []
    for needle in sorted(needles):
        if groups and len(_common(groups[-1][0], needle)) >= SHORTEST_STEM:
            groups[-1].append(needle)
        else:
            groups.append([needle])
    return {_common(group[0], group[-1]): tuple(group) for group in groups}


def spread(needle: bytes) -> tuple[bytes, bytes]:
    """``needle`` as it stands in UTF-16 and in UTF-32, whatever the byte order."""
    letters = [bytes((byte,)) for byte in needle]
    return NUL.join(letters), (NUL * 3).join(letters)


def with_in(needles: Sequence[bytes]) -> Matcher:
    first = tuple(stems(needles).items())
    wide = _wide(stem for stem, _ in first)

    def holds(raw: bytes) -> bool:
        lower = raw.lower()
        for stem, members in first:
            if stem in lower and (members == (stem,) or _begins_one(lower, stem, members)):
                return True
        return NUL in raw and any(form in lower for form in wide)

    return holds


def with_memmem(needles: Sequence[bytes]) -> Matcher | None:
    """With glibc's ``memmem``, which is 2.5 times as fast as ``in``; no other C library was measured."""
    import ctypes
    import os

    try:
        os.confstr("CS_GNU_LIBC_VERSION")
        find = ctypes.PyDLL(None).memmem
    except (AttributeError, OSError, TypeError, ValueError):
        return None
    find.argtypes = (ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t)
    find.restype = ctypes.c_void_p
    first = tuple((stem, len(stem), members) for stem, members in stems(needles).items())
    wide = _wide(stem for stem, *_ in first)

    def holds(raw: bytes) -> bool:
        lower, size = raw.lower(), len(raw)
        for stem, length, members in first:
            if find(lower, size, stem, length) and (members == (stem,) or _begins_one(lower, stem, members)):
                return True
        return NUL in raw and any(form in lower for form in wide)

    return holds


def with_hyperscan(needles: Sequence[bytes]) -> Matcher | None:
    try:
        import hyperscan
    except ImportError:
        return None
    first = stems(needles)
    wide = _wide(first)
    flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SINGLEMATCH
    try:
        database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        expressions = [b"".join(b"\\x%02x" % byte for byte in stem) for stem in first]
        database.compile(expressions=expressions, ids=list(range(len(first))), flags=[flags] * len(first))
    except hyperscan.HyperscanError:  # this processor lacks SSSE3
        return None
    scan, entries = database.scan, tuple(first.items())
    seen: list[int] = []

    def note(number: int, *_: object) -> None:
        seen.append(number)

    def holds(raw: bytes) -> bool:
        if not raw:
            return False
        seen.clear()
        scan(raw, match_event_handler=note)
        for number in seen:
            stem, members = entries[number]
            if members == (stem,) or _begins_one(raw.lower(), stem, members):
                return True
        if NUL not in raw:
            return False
        lower = raw.lower()
        return any(form in lower for form in wide)

    return holds


def _begins_one(lower: bytes, stem: bytes, members: tuple[bytes, ...]) -> bool:
    """Whether ``stem`` begins one of ``members`` anywhere in ``lower``."""
    at = lower.find(stem)
    while at >= 0 and not lower.startswith(members, at):
        at = lower.find(stem, at + 1)
    return at >= 0


def _wide(stems: Iterable[bytes]) -> tuple[bytes, ...]:
    return tuple(form for stem in stems for form in spread(stem))


def _distinct(needles: Iterable[bytes]) -> list[bytes]:
    """Without the empty one, and without those that hold another."""
    wanted = sorted({needle for needle in needles if needle}, key=len)
    return [needle for at, needle in enumerate(wanted) if not any(other in needle for other in wanted[:at])]


def _common(one: bytes, other: bytes) -> bytes:
    size = 0
    while size < min(len(one), len(other)) and one[size] == other[size]:
        size += 1
    return one[:size]


def _outermost_first(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]
