"""Unified diffs that ``git apply`` takes, and the same for a reader at a terminal."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

from migrator.rewrite.plan import FileChange

CONTEXT = 3
_BOLD = "1"
_COLOURS = {"@": "36", "-": "31", "+": "32"}
_ESCAPES = {7: "a", 8: "b", 9: "t", 10: "n", 11: "v", 12: "f", 13: "r", 34: '"', 92: "\\"}

Opcode = tuple[str, int, int, int, int]


def diff(change: FileChange) -> str:
    r"""The unified diff of a file, empty if nothing changes.

    Encoded as UTF-8 it is what ``git apply`` takes, with the file's own line endings and byte order mark. A file in
    another encoding is shown decoded, for reading.
    """
    mark = change.before.bom if change.before.encoding == "utf-8" else b""
    old, new = _lines(mark + change.before.data), _lines(mark + change.after)
    hunks = "".join(_hunk(group, old, new) for group in _groups(opcodes(old, new)))
    if not hunks and not change.to and not change.gone:
        return ""
    left, right = quoted(f"a/{change.path}"), quoted(f"b/{change.to or change.path}")
    head = f"diff --git {left} {right}\n"
    if change.to:
        head += f"rename from {quoted(change.path)}\nrename to {quoted(change.to)}\n"
    if change.gone:
        head += "deleted file mode 100644\n"
        return f"{head}--- {_ended(left)}\n+++ /dev/null\n{hunks}" if hunks else head
    made, source = ("new file mode 100644\n", "/dev/null") if change.created else ("", _ended(left))
    return f"{head}{made}--- {source}\n+++ {_ended(right)}\n{hunks}" if hunks else head


def shown(text: str, visible: Callable[[str], str], *, colour: bool) -> str:
    """A diff for a terminal: control characters made visible, the carriage return that ends a line left out.

    Args:
        text: what :func:`diff` gave.
        visible: escapes everything in a line that a terminal would act on.
        colour: added and removed lines in colour.
    """
    out, header = [], False
    for line in text.split("\n")[:-1]:
        header = line.startswith("diff ") or (header and not line.startswith("@@"))
        code = _BOLD if header else _COLOURS.get(line[:1], "")
        safe = "\t".join(visible(part) for part in line.removesuffix("\r").split("\t"))
        out.append(f"\x1b[{code}m{safe}\x1b[0m\n" if colour and code else f"{safe}\n")
    return "".join(out)


def quoted(path: str) -> str:
    """A path as git writes it: in quotes with octal escapes if any byte of it needs that."""
    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = path.encode("utf-8", "surrogatepass")
    if all(0x20 <= byte < 0x7F and byte not in b'"\\' for byte in data):
        return path
    return '"' + "".join(_escaped(byte) for byte in data) + '"'


def moved_line(before: bytes, after: bytes, line: int) -> int:
    """Where a line of ``before`` stands in ``after``, both from 1; for a changed one, where its change begins."""
    found = opcodes(_lines(before), _lines(after))
    if not found:
        return 1
    kind, start, _, new_start, new_end = found[max(0, bisect_right([code[1] for code in found], line - 1) - 1)]
    same = new_start + (line - 1 - start)
    return (same if kind == "equal" else min(same, max(new_start, new_end - 1))) + 1


def opcodes(old: list[str], new: list[str]) -> list[Opcode]:
    """How to turn ``old`` into ``new``; the lines that both begin and end with cost nothing."""
    shorter = min(len(old), len(new))
    head = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    shorter -= head
    tail = next((at for at in range(shorter) if old[-1 - at] != new[-1 - at]), shorter)
    matcher = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail])
    inner: list[Opcode] = [(kind, a + head, b + head, c + head, d + head) for kind, a, b, c, d in matcher.get_opcodes()]
    if head:
        inner.insert(0, ("equal", 0, head, 0, head))
    if tail:
        inner.append(("equal", len(old) - tail, len(old), len(new) - tail, len(new)))
    return inner


def _groups(codes: list[Opcode]) -> Iterator[list[Opcode]]:
    """The opcodes of each hunk: changes with the lines around them, apart where more than that lies between."""
    group: list[Opcode] = []
    for position, (kind, a, b, c, d) in enumerate(codes):
        if kind != "equal":
            group.append((kind, a, b, c, d))
            continue
        first, last = position == 0, position == len(codes) - 1
        if not first and (last or b - a > 2 * CONTEXT):
            size = min(CONTEXT, b - a)
            yield [*group, ("equal", a, a + size, c, c + size)]
            group = []
        if not last and (first or b - a > 2 * CONTEXT):
            size = min(CONTEXT, b - a)
            group = [("equal", b - size, b, d - size, d)]
        elif not last:
            group.append((kind, a, b, c, d))
    if any(code[0] != "equal" for code in group):
        yield group


def _hunk(group: list[Opcode], old: list[str], new: list[str]) -> str:
    first, last = group[0], group[-1]
    out = [f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@\n"]
    for kind, a, b, c, d in group:
        if kind == "equal":
            out += [_line(" ", line) for line in old[a:b]]
        else:
            out += [_line("-", line) for line in old[a:b]]
            out += [_line("+", line) for line in new[c:d]]
    return "".join(out)


def _range(start: int, end: int) -> str:
    count = end - start
    if count == 1:
        return str(start + 1)
    return f"{start + 1 if count else start},{count}"


def _line(mark: str, line: str) -> str:
    return mark + line if line.endswith("\n") else f"{mark}{line}\n\\ No newline at end of file\n"


def _lines(data: bytes) -> list[str]:
    """Lines as git counts them: they end with a line feed and nothing else."""
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    return [*(f"{line}\n" for line in lines[:-1]), *([lines[-1]] if lines[-1] else [])]


def _ended(name: str) -> str:
    """A file name with the tab that git puts behind one with a space, so that it has an end."""
    return f"{name}\t" if " " in name and not name.startswith('"') else name


def _escaped(byte: int) -> str:
    if byte in _ESCAPES:
        return f"\\{_ESCAPES[byte]}"
    return chr(byte) if 0x20 <= byte < 0x7F else f"\\{byte:03o}"
