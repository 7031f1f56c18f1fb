"""Which finding is which, from one commit to the next: by what it says, never by the line it stands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from migrator.model import Finding

DIGEST_LENGTH = 12
_INVISIBLE = (
    "\xad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    r"""The identity of each finding, in the order of ``findings``: ``path\trule\thash\tordinal``.

    The hash is of the finding's text with every run of white space as one space. The ordinal, from 1, tells findings
    apart that are equal in everything else, and counts in the order of the file, whatever the order of ``findings``.
    An identity is one line: see :func:`escape`.
    """
    seen: Counter[str] = Counter()
    identities = [""] * len(findings)
    for at in sorted(range(len(findings)), key=lambda at: _place(findings[at])):
        finding = findings[at]
        equal = "\t".join((escape(finding.path), escape(finding.rule), _digest(finding.text)))
        seen[equal] += 1
        identities[at] = f"{equal}\t{seen[equal]}"
    return identities


def escape(name: str) -> str:
    r"""``name`` as one visible line without a tab: ``\\``, and ``\u{1b}`` for control and invisible characters."""
    if name.isascii() and name.isprintable() and "\\" not in name:
        return name
    return "".join(rf"\u{{{ord(c):x}}}" if _is_invisible(c) else c.replace("\\", r"\\") for c in name)


def unescape(escaped: str) -> str:
    """The name that :func:`escape` made ``escaped`` of. Raises ValueError where it cannot have."""
    head, *rest = escaped.split("\\\\")
    return "\\".join(_characters(part) for part in (head, *rest))


def _characters(escaped: str) -> str:
    head, *rest = escaped.split("\\")
    characters = [head]
    for part in rest:
        code, brace, tail = part.removeprefix("u{").partition("}")
        if not part.startswith("u{") or not brace:
            raise ValueError(f"{escaped!r} has a backslash that escapes nothing")
        characters += [chr(int(code, 16)), tail]
    return "".join(characters)


def _is_invisible(character: str) -> bool:
    # Not str.isprintable: it changes with Python's Unicode tables, and an identity must not.
    return (
        character < " " or "\x7f" <= character <= "\x9f" or "\ud800" <= character <= "\udfff" or character in _INVISIBLE
    )


def _place(finding: Finding) -> tuple[str, int, int]:
    return finding.path, finding.span.start, finding.span.end


def _digest(text: str) -> str:
    from hashlib import sha256  # loads OpenSSL

    normal = " ".join(text.split())
    return sha256(normal.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_LENGTH]
