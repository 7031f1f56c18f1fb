"""What is searched for in every file. Imports nothing, since a hook without a hit needs nothing else of the rules."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from migrator.rules.schema import Evidence


def needles(evidence: Evidence) -> tuple[bytes, ...]:
    """The words, ports and paths of ``evidence`` in lower case. A file without any of them has no reference."""
    words = (*evidence.words, *evidence.ports, *evidence.paths)
    return tuple(dict.fromkeys(word.lower().encode() for word in words))


def built_in() -> tuple[bytes, ...]:
    """The needles of the rules that come with the package, without loading these rules."""
    try:
        from migrator._rules import NEEDLES
    except ModuleNotFoundError:
        import os

        here = os.path.dirname(__file__)
        with open(os.path.join(here, "..", "..", "..", "rules", "http.yml"), encoding="utf-8") as stream:
            return from_yaml(stream.read())
    found: tuple[bytes, ...] = NEEDLES
    return found


def from_yaml(text: str) -> tuple[bytes, ...]:
    """The needles in the text of an evidence file, read without a YAML parser: bare words under three keys."""
    found: dict[str, list[str]] = {"words": [], "ports": [], "paths": []}
    key = ""
    for line in text.splitlines():
        line = line.partition(" #")[0]
        if line[:1] not in ("", " ", "-", "#"):
            key, _, line = line.partition(":")
        if key in found:
            for mark in "[]{},:'\"":
                line = line.replace(mark, " ")
            words = [word for word in line.split() if word != "-"]
            found[key] += words[::2] if key == "ports" else words
    return tuple(dict.fromkeys(word.lower().encode() for words in found.values() for word in words))
