"""Digits that are no port: part of a longer number, a version, a hash, a code point, encoded bytes."""

from __future__ import annotations

from itertools import pairwise

from migrator.model import Span

DIGITS = frozenset(b"0123456789")
HEX = DIGITS | frozenset(b"abcdefABCDEF")
ALPHANUMERIC = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
BASE64 = ALPHANUMERIC | frozenset(b"+/=")
SEPARATORS = frozenset(b"_-")
TOKEN = BASE64 | SEPARATORS
UUID = HEX | frozenset(b"-")
NUMBER = DIGITS | frozenset(b".xXeE")
ROW = 400
NUMERIC = b"0123456789 \t\r,.+-{}[]()"
ENCODED = 48
"""Bytes without a break from which on letters and digits are taken for encoded data and not for a name."""


def number_around(data: bytes, hit: Span) -> Span | None:
    """The number, hash or encoded run that a hit is only digits or letters of; nothing where it stands for itself."""
    if data[hit.start] not in DIGITS:
        run = _run(data, hit, BASE64) if _touches(data, hit, ALPHANUMERIC) else hit
        return run if run.end - run.start >= ENCODED and _encoded(data[run.start : run.end]) else None
    if _touches(data, hit, DIGITS) or _fraction(data, hit):
        return _run(data, hit, NUMBER)
    if _touches(data, hit, ALPHANUMERIC):
        run = _run(data, hit, ALPHANUMERIC)
        word = data[run.start : run.end]
        if word[:2].lower() == b"0x" or (len(word) >= 7 and all(byte in HEX for byte in word)) or _encoded(word):
            return run
        if data[run.start - 1 : run.start] == b"\\" and word[:1] in b"uUxX":
            return Span(run.start - 1, run.end)
    if _code_point(data, hit) or _row_of_numbers(data, hit):
        return hit
    run = _run(data, hit, TOKEN)
    word = data[run.start : run.end]
    return run if len(word) >= ENCODED and _encoded(word) else _uuid(data, hit)


def _touches(data: bytes, hit: Span, letters: frozenset[int]) -> bool:
    before = hit.start > 0 and data[hit.start - 1] in letters
    return before or (hit.end < len(data) and data[hit.end] in letters)


def _run(data: bytes, hit: Span, letters: frozenset[int], limit: int = 300) -> Span:
    start, end = hit.start, hit.end
    first, last = max(0, start - limit), min(len(data), end + limit)
    while start > first and data[start - 1] in letters:
        start -= 1
    while end < last and data[end] in letters:
        end += 1
    return Span(start, end)


def _fraction(data: bytes, hit: Span) -> bool:
    """``0.8080``, ``8080.5``, ``1.8080.2`` not the end of a sentence, not ``127.0.0.1:8080``."""
    before, after = data[max(0, hit.start - 2) : hit.start], data[hit.end : hit.end + 2]
    left = len(before) == 2 and before[1:] == b"." and before[0] in DIGITS
    right = len(after) == 2 and after[:1] == b"." and after[1] in DIGITS
    return left or (right and before[-1:] not in b":") or (right and not before)


def _encoded(word: bytes) -> bool:
    """Whether a long run mixes letters of both cases with digits as only encoded bytes do."""
    if len(word) < 20:
        return False
    digits = sum(byte in DIGITS for byte in word)
    upper, lower = sum(65 <= byte <= 90 for byte in word), sum(97 <= byte <= 122 for byte in word)
    if all(byte in HEX or byte in SEPARATORS for byte in word):
        return True
    changes = sum((65 <= a <= 90) != (65 <= b <= 90) for a, b in pairwise(word))
    return digits >= 3 and upper >= 3 and lower >= 3 and changes * 4 >= len(word) and b"://" not in word


def _code_point(data: bytes, hit: Span) -> bool:
    """A row of a Unicode table: ``11600;NAME`` or ``11600..11640 ; Cased`` at the start of a line, or ``U+11600``."""
    if data[max(0, hit.start - 2) : hit.start].lower() == b"u+":
        return True
    line = _short_line(data, hit)
    if line is None:
        return False
    before, after = data[line.start : hit.start].strip(), data[hit.end : line.end].lstrip()
    ranged = before[-2:] == b".." and all(byte in HEX for byte in before[:-2])
    return (not before or ranged) and (after[:1] == b";" or (after[:2] == b".." and b";" in after))


def _short_line(data: bytes, hit: Span) -> Span | None:
    """The line of a hit if it is short: a long one may hold thousands of hits, and is not searched for each."""
    start = data.rfind(b"\n", max(hit.start - ROW, 0), hit.start)
    end = data.find(b"\n", hit.end, hit.end + ROW)
    if (start < 0 and hit.start > ROW) or (end < 0 and len(data) > hit.end + ROW):
        return None
    return Span(start + 1, len(data) if end < 0 else end)


def _row_of_numbers(data: bytes, hit: Span) -> bool:
    """A line of a table in code, ``{ 8080, 8095 },`` or ``8080, 8081, 8082,``: nothing but numbers."""
    line = _short_line(data, hit)
    row = data[line.start : line.end] if line else b""
    return bool(row) and not row.translate(None, NUMERIC) and row.count(b",") >= (1 if b"{" in row else 2)


def _uuid(data: bytes, hit: Span) -> Span | None:
    run = _run(data, hit, UUID, 40)
    word = data[run.start : run.end]
    return run if len(word) == 36 and word.count(b"-") == 4 else None
