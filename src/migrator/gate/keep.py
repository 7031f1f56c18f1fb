"""What the settings plan to leave on the old server for now: counted apart, never failed on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fnmatch import fnmatchcase

from migrator.model import Finding
from migrator.settings import Keep

_HOST = re.compile(r"//(?:[^/\s@]*@)?([\w.-]+)|(?<![\w.-])([\w.-]+):[0-9]{2,5}(?![\w.])")
_WORD = re.compile(r"\w+")
_MODEL = re.compile(r"[\w./:@-]+")


def keeper(keeps: Iterable[Keep], today: date) -> Callable[[Finding], bool]:
    """A test of whether a finding belongs to what is kept. A keep whose ``until`` has passed keeps nothing."""
    tests = [_test(keep) for keep in keeps if not keep.until or date.fromisoformat(keep.until) >= today]
    return lambda finding: any(test(finding) for test in tests)


def _test(keep: Keep) -> Callable[[Finding], bool]:
    is_in_paths = _paths(keep.paths)
    return lambda finding: (
        is_in_paths(finding.path)
        or _any_matches(keep.services, _services(finding))
        or _any_matches(keep.models, _models(finding))
        or _any_matches(keep.variables, _WORD.findall(f"{finding.name} {finding.text}"))
    )


def _paths(patterns: Sequence[str]) -> Callable[[str], bool]:
    if not patterns:
        return lambda _: False
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns).match_file


def _services(finding: Finding) -> Iterable[str]:
    """The names of services: of URLs' hosts, the keys above an entry, and the whole text of a service itself."""
    hosts = (first or second for first, second in _HOST.findall(finding.text))
    own = (finding.text.strip("\"' :"),) if finding.kind == "service" else ()
    return *hosts, *finding.name.split("."), *own


def _models(finding: Finding) -> Iterable[str]:
    """The model names in the text, each also without its tag."""
    words = _MODEL.findall(finding.text)
    return *words, *(word.partition(":")[0] for word in words)


def _any_matches(patterns: Sequence[str], names: Iterable[str]) -> bool:
    return bool(patterns) and any(fnmatchcase(name, pattern) for name in names for pattern in patterns)
