"""One JSON document, versioned, a record a line. ``docs/audit.schema.json`` describes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
    members: dict[str, Iterable[str]] = {
        "version": (str(VERSION),),
        "findings": _array(finding_record(finding, identity) for finding, identity in identified(audit, view)),
        "unknown": _array(map(unknown_record, shown.unknown)),
        "explained": _array(map(explained_record, shown.explained)),
        "skipped": _array(map(skipped_record, shown.skipped)),
        "summary": (_encode(summary_record(summarise(shown, len(audit.findings) - len(shown.findings)))),),
    }
    return "".join(_document(members))


def _document(members: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """The pieces of the document, which are put together once: there may be tens of megabytes of them."""
    before = "{\n"
    for name, pieces in members.items():
        yield f'{before}"{name}": '
        yield from pieces
        before = ",\n"
    yield "\n}\n"


def _array(records: Iterable[Record]) -> Iterator[str]:
    before = "[\n"
    for record in records:
        yield before
        yield _encode(record)
        before = ",\n"
    yield "[]" if before == "[\n" else "\n]"
