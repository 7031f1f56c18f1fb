"""SARIF 2.1.0 for code scanning: results with rules, fingerprints and fixes."""

from __future__ import annotations

from hashlib import sha256
from json import dumps
from urllib.parse import quote

from migrator import __version__
from migrator.model import Audit, Finding, Priority, Unknown
from migrator.report.escape import encodable, path_bytes
from migrator.report.records import Record, identified
from migrator.report.sarif_fixes import replacements
from migrator.report.view import RuleNote, View, select
from migrator.report.wording import advice

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Priority, str] = {"critical": "error", "high": "error", "medium": "warning", "low": "note"}
_UNKNOWN: Record = {
    "id": "unknown-file",
    "shortDescription": {"text": "A file that could not be judged. Unknown is not clean."},
}


def render(audit: Audit, view: View) -> str:
    """One SARIF log with one run, in ASCII."""
    found = list(identified(audit, view))
    first = {finding.rule: finding for finding, _ in reversed(found)}
    index = {rule: at for at, rule in enumerate(sorted(first))}
    run = {
        "tool": {
            "driver": {
                "name": "migrator",
                "semanticVersion": __version__,
                "rules": [_rule(first[rule], view) for rule in index],
                "notifications": [_UNKNOWN],
            }
        },
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [_notification(unknown) for unknown in select(audit, view).unknown],
            }
        ],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, fingerprint, index, view) for finding, fingerprint in found],
    }
    return dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _rule(finding: Finding, view: View) -> Record:
    known = view.describe(finding.rule) if view.describe else None
    note = known or RuleNote(f"A reference of the kind {finding.kind}: {finding.rule}.")
    return {
        "id": finding.rule,
        "shortDescription": _message(note.what),
        "help": _message(note.why or advice(finding.fix) or note.what),
        "defaultConfiguration": {"level": _LEVELS[finding.priority]},
    }


def _result(finding: Finding, fingerprint: str, index: dict[str, int], view: View) -> Record:
    region = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "snippet": _message(finding.text),
    }
    result: Record = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.priority],
        "message": _message(". ".join(filter(None, (finding.message, advice(finding.fix))))),
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(finding.path), "region": region}}],
        "partialFingerprints": {"migrator/v1": sha256(encodable(fingerprint).encode()).hexdigest()},
        "properties": {
            "priority": finding.priority,
            "kind": finding.kind,
            "layer": finding.layer,
            "language": finding.language,
            "safety": finding.fix.safety,
        },
    }
    changes = [
        {"artifactLocation": _artifact(path), "replacements": replaced}
        for path, replaced in replacements(finding.fix, view).items()
    ]
    if changes:
        result["fixes"] = [{"description": _message(advice(finding.fix)), "artifactChanges": changes}]
    return result


def _notification(unknown: Unknown) -> Record:
    return {
        "descriptor": {"id": "unknown-file", "index": 0},
        "level": "warning",
        "message": _message(unknown.reason),
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(unknown.path)}}],
    }


def _artifact(path: str) -> Record:
    return {"uri": quote(path_bytes(path)), "uriBaseId": "%SRCROOT%"}


def _message(text: str) -> Record:
    return {"text": encodable(text)}
