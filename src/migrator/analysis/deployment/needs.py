"""What the code asks of a model's server beside its name: tools, reasoning, a window of tokens, texts to stop at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from migrator.analysis.deployment.uses import TESTS
from migrator.languages import language_of
from migrator.record import record
from migrator.scan.search import matcher

if TYPE_CHECKING:
    from migrator.rules.load import RuleSet
    from migrator.scan.source import Source

Read = Callable[[str], "Source | None"]
LANGUAGES = frozenset(
    {"python", "typescript", "javascript", "vue", "yaml", "dotenv", "json", "toml", "dockerfile", "modelfile", "shell"}
)

QUOTED = re.compile(rb'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'')


@record
class Needs:
    """The place, as ``path:line``, that asks for tools, for reasoning, and for the largest window; empty if none does.

    ``window`` is that number of tokens, 0 if nothing names one; ``stops`` the most texts to stop at of one request.
    """

    tools: str = ""
    reasoning: str = ""
    window: int = 0
    window_at: str = ""
    stops: int = 0
    stops_at: str = ""


def needs(files: Iterable[str], read: Read, rules: RuleSet) -> Needs:
    """What the files ask for that have to do with the old server; tests ask for nothing."""
    asked = rules.deployment.needs if rules.deployment is not None else {}
    patterns = {what: re.compile("|".join(each).encode(), re.MULTILINE) for what, each in asked.items()}
    telling = matcher(word.lower().encode() for word in (*rules.evidence.words, *rules.evidence.ports))
    first: dict[str, str] = {}
    largest, most = (0, ""), (0, "")
    for path in sorted(files):
        if TESTS.search(path) or language_of(path) not in LANGUAGES:
            continue
        source = read(path)
        if source is None or not telling(source.data):
            continue
        for what, pattern in patterns.items():
            for match in pattern.finditer(source.data):
                place = f"{path}:{source.position(match.start() + _blanks(match[0]))[0]}"
                first.setdefault(what, place)
                if what == "window":
                    number = next((int(group.replace(b"_", b"")) for group in match.groups() if group), 0)
                    largest = max(largest, (number, place), key=lambda pair: pair[0])
                if what == "stops":
                    listed = next((group for group in match.groups() if group), b"")
                    most = max(most, (len(QUOTED.findall(listed)), place), key=lambda pair: pair[0])
    return Needs(first.get("tools", ""), first.get("reasoning", ""), *largest, *most)


def _blanks(text: bytes) -> int:
    return len(text) - len(text.lstrip())
