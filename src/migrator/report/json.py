"""One JSON document, versioned, a record a line. ``docs/audit.schema.json`` describes it."""

from __future__ import annotations

from collections.abc import Iterable
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

_encode = JSONEncoder().encode


def render(audit: Audit, view: View) -> str:
    """The selected part of the audit as one document, in ASCII."""
    shown = select(audit, view)
    members = {
        "version": str(VERSION),
        "findings": _array(finding_record(finding, identity) for finding, identity in identified(audit, view)),
        "unknown": _array(map(unknown_record, shown.unknown)),
        "explained": _array(map(explained_record, shown.explained)),
        "skipped": _array(map(skipped_record, shown.skipped)),
        "summary": _encode(summary_record(summarise(shown, len(audit.findings) - len(shown.findings)))),
    }
    return "{\n" + ",\n".join(f'"{name}": {value}' for name, value in members.items()) + "\n}\n"


def _array(records: Iterable[Record]) -> str:
    lines = ",\n".join(map(_encode, records))
    return f"[\n{lines}\n]" if lines else "[]"
