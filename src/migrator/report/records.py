"""An audit as plain values for JSON, one record a thing. ``docs/audit.schema.json`` describes them."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.model import Audit, Edit, Explained, Finding, Fix, Keep, Skipped, Unknown
from migrator.report.escape import encodable
from migrator.report.summary import Summary, headline
from migrator.report.view import View, select

VERSION = 1
"""Of the records. It rises when a member goes or changes its meaning; new members may come without."""

Record = dict[str, object]


def identified(audit: Audit, view: View) -> Iterator[tuple[Finding, str]]:
    """The findings that ``view`` lets through, each with its fingerprint.

    Fingerprints are those of the whole audit, so that a filter does not change them.
    """
    from migrator.gate.fingerprint import fingerprints

    chosen = {id(finding) for finding in select(audit, view).findings}
    for finding, fingerprint in zip(audit.findings, fingerprints(audit.findings), strict=True):
        if id(finding) in chosen:
            yield finding, fingerprint


def finding_record(finding: Finding, fingerprint: str) -> Record:
    """One finding with its fix."""
    return {
        "path": encodable(finding.path),
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "rule": finding.rule,
        "kind": finding.kind,
        "priority": finding.priority,
        "layer": finding.layer,
        "language": finding.language,
        "message": encodable(finding.message),
        "text": encodable(finding.text),
        "fix": _fix_record(finding.fix),
        "fingerprint": encodable(fingerprint),
    }


def unknown_record(unknown: Unknown) -> Record:
    """A file that could not be judged."""
    return {"path": encodable(unknown.path), "reason": encodable(unknown.reason)}


def explained_record(explained: Explained) -> Record:
    """A hit of the text search that is no reference."""
    return {"path": encodable(explained.path), "line": explained.line, "reason": encodable(explained.reason)}


def skipped_record(skipped: Skipped) -> Record:
    """A file or directory that was left out by design."""
    return {"path": encodable(skipped.path), "reason": encodable(skipped.reason), "files": skipped.files}


def summary_record(summary: Summary) -> Record:
    """The counts, and the one line about them."""
    return {
        "headline": headline(summary),
        "references": summary.references,
        "files": summary.files,
        "searched": summary.searched,
        "hidden": summary.hidden,
        "unknown": summary.unknown,
        "explained": summary.explained,
        "skipped": summary.skipped,
        "priority": summary.priority,
        "layer": summary.layer,
        "kind": summary.kind,
        "language": summary.language,
        "fix": summary.fix,
    }


def _fix_record(fix: Fix) -> Record:
    record: Record = {"safety": fix.safety, "how": encodable(fix.how), "why": encodable(fix.why)}
    if fix.edits:
        record["edits"] = [_edit_record(edit) for edit in fix.edits]
    return record


def _edit_record(edit: Edit) -> Record:
    return {
        "path": encodable(edit.path),
        "start": edit.span.start,
        "end": edit.span.end,
        "parts": [
            {"start": part.span.start, "end": part.span.end} if isinstance(part, Keep) else encodable(part)
            for part in edit.parts
        ],
        "rule": edit.rule,
    }
