"""``migrator accept``: a reference stays, with the reason and until when; the gate lets it through."""

from __future__ import annotations

import os
import re
from datetime import date

from migrator.audit.run import audit
from migrator.cli.output import show
from migrator.cli.project import opened, readable
from migrator.errors import UserError
from migrator.gate.accept import directive, entry
from migrator.report.escape import visible
from migrator.rewrite.apply import apply
from migrator.rewrite.plan import FileChange
from migrator.scan.walk import relative
from migrator.settings import OWN_FILE, SHARED_FILE

LINE = re.compile(r"(.+):(\d+)$")


def run(
    *, places: tuple[str, ...], reason: str, until: str, rule: tuple[str, ...], rules: tuple[str, ...], config: str
) -> int:
    """Record the decision for each of ``places``: ``PATH:LINE`` in a comment above it, ``PATH`` in the settings."""
    _check(places, reason, until)
    settings, rule_set = opened(config, rules)
    read = readable(settings)
    changes: dict[str, FileChange] = {}
    entries: list[str] = []
    source_file = settings.source or os.path.join(settings.root, OWN_FILE)
    shared = os.path.basename(source_file) == SHARED_FILE
    # From the bottom up, so that the lines above keep their numbers.
    for place in sorted(places, key=lambda place: -int(found[2]) if (found := LINE.match(place)) else 0):
        found = LINE.match(place)
        if found is None or os.path.exists(place):
            entries.append(entry(relative(settings.root, os.path.abspath(place)), reason, until, shared=shared))
            continue
        path, line = relative(settings.root, os.path.abspath(found[1])), int(found[2])
        source = read(path)
        if source is None:
            raise UserError([f"{found[1]}: there is no such file that can be read"])
        here = {
            one.rule
            for one in audit(settings.root, [os.path.join(settings.root, path)], settings, rule_set).findings
            if one.line <= line <= one.end_line and (not rule or one.rule in rule)
        }
        if not here:
            raise UserError([f"{place}: nothing is found there"])
        before = changes[path].before if path in changes else source
        known = changes[path].after if path in changes else source.data
        after = directive(type(source)(path, known, source.encoding, source.bom), line, here, reason, until)
        changes[path] = FileChange(path, before, after)
    if entries:
        path = relative(settings.root, source_file)
        settings_file = read(path)
        if settings_file is None:
            with open(source_file, "x", encoding="utf-8"):
                settings_file = read(path)
        assert settings_file is not None
        text = settings_file.data.rstrip(b"\n") + b"\n" if settings_file.data.strip() else b""
        changes[path] = FileChange(
            path, settings_file, text + "".join(entries).lstrip("\n" if not text else "").encode()
        )
    apply(list(changes.values()), settings.root)
    for place in places:
        show(f"{visible(place)}: accepted, {visible(reason)}" + (f" (until {until})" if until else "") + "\n")
    return 0


def _check(places: tuple[str, ...], reason: str, until: str) -> None:
    problems = [] if places else ["say what to accept: PATH:LINE, or PATH for all of a file or directory"]
    if not reason.strip():
        problems.append("--reason is needed: say why it stays")
    try:
        date.fromisoformat(until) if until else None
    except ValueError:
        problems.append(f"--until {until}: write a date such as 2027-01-31")
    if problems:
        raise UserError(problems)
