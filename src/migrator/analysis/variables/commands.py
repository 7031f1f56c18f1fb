"""Command lines that ask the server at a variable's address: what they send and read of it changes with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.analysis.deployment import curl
from migrator.analysis.deployment.literal import Inconvertible
from migrator.languages import language_of
from migrator.languages.place import line_around, text
from migrator.model import Edit, Span
from migrator.unit import Problem, Unit

if TYPE_CHECKING:
    from migrator.analysis.deployment.servers import Read
    from migrator.analysis.variables.graph import Variable
    from migrator.rules.load import RuleSet

RULE = "request-command"
LANGUAGES = frozenset({"shell", "makefile", "yaml", "dockerfile", "json", "powershell", "bat"})
BEHIND = re.compile(rb"(?::?[-=+?][^}\n]*)?[})%]?[\"']?(/[\w/.-]*)?")
USED = re.compile(
    rb"\bjq\b|\bgrep\b|\bpython|\bsed\b|\bawk\b|\$\(\s*curl|`curl|-d\b|--data|-X\s*(POST|DELETE|PUT)|=\s*\$\(|-Body"
)


def commands(one: Variable, read: Read, rules: RuleSet) -> tuple[list[Edit], list[Unit]]:
    """The edits of commands that ask the server, and units for those that are a person's."""
    edits: list[Edit] = []
    left: list[Unit] = []
    for place in one.of("read"):
        source = read(place.path)
        if source is None or language_of(place.path, source.data[:200]) not in LANGUAGES:
            continue
        line = line_around(source.data, place.span.end)
        found = BEHIND.match(source.data, place.span.end, line.end)
        path = text(source.data, Span(*found.span(1))) if found is not None and found.group(1) else ""
        asked = [operation for operation in rules.operations.values() if path != "/" and operation.old.path == path]
        if found is None or not asked:
            continue
        new, span = asked[0].new, Span(*found.span(1))
        if new is not None and new.method == "GET" and not USED.search(source.data, line.start, line.end):
            edits.append(Edit(place.path, span, (new.path,), RULE))
            continue
        try:
            edits += curl.edits(source, span, asked[0], rules, RULE)
        except Inconvertible as problem:
            how = f"ask {new.method} {new.path}, in its new shape" if new is not None else asked[0].without
            why = f"{path} is asked at the command line, where {one.name} names the new server now"
            why += f", and {problem}" if new is not None else ""
            left.append(Unit(place.path, place.span, RULE, problems=(Problem(place.path, span, why, how),)))
    return edits, left
