"""A JSON record a line, each with its ``type``; the first says the version, the last is the summary."""

from __future__ import annotations

from collections.abc import Iterator
from json import JSONEncoder

from migrator.model import Audit
from migrator.report.records import (
    VERSION,
    Record,
    explained_record,
    finding_record,
    identified,
    skipped_record,
    summary_record,
    unknown_record,
)
from migrator.report.summary import summarise
from migrator.report.view import View, select


def render(audit: Audit, view: View) -> str:
    """The selected part of the audit: the records of the JSON format, in ASCII."""
    return "\n".join(map(JSONEncoder().encode, _records(audit, view))) + "\n"


def _records(audit: Audit, view: View) -> Iterator[Record]:
    shown = select(audit, view)
    yield {"type": "audit", "version": VERSION}
    for finding, identity in identified(audit, view):
        yield {"type": "finding", **finding_record(finding, identity)}
    for unknown in shown.unknown:
        yield {"type": "unknown", **unknown_record(unknown)}
    for explained in shown.explained:
        yield {"type": "explained", **explained_record(explained)}
    for skipped in shown.skipped:
        yield {"type": "skipped", **skipped_record(skipped)}
    yield {"type": "summary", **summary_record(summarise(shown, len(audit.findings) - len(shown.findings)))}
