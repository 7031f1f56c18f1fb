"""The gate's verdict as one JSON document. Findings are the records of :mod:`migrator.report.records`."""

from __future__ import annotations

import json
from collections.abc import Sequence

from migrator.gate.fingerprint import fingerprints
from migrator.gate.verdict import Verdict
from migrator.model import Finding
from migrator.report.escape import encodable
from migrator.report.gate_text import progress
from migrator.report.records import VERSION, Record, finding_record, unknown_record


def render(verdict: Verdict) -> str:
    """The whole verdict: every open finding, and how many there are of the others."""
    owed = (*verdict.owed, *verdict.documents)
    identities = {id(finding): identity for finding, identity in zip(owed, fingerprints(owed), strict=True)}

    def records(findings: Sequence[Finding]) -> list[Record]:
        return [finding_record(finding, identities[id(finding)]) for finding in findings]

    document: Record = {
        "version": VERSION,
        "failed": verdict.failed,
        "reasons": [{"kind": reason.kind, "count": reason.count} for reason in verdict.reasons],
        "progress": progress(verdict),
        "counts": {
            "open": len(verdict.open),
            "minor": len(verdict.minor),
            "baselined": len(verdict.baselined),
            "suppressed": len(verdict.suppressed),
            "kept": len(verdict.kept),
            "documents": len(verdict.documents),
            "gone": len(verdict.gone),
            "written": verdict.written,
            "threshold": verdict.threshold,
        },
        "open": records(verdict.open),
        "minor": records(verdict.minor),
        "unknown": [unknown_record(unknown) for unknown in verdict.unknown],
        "suppressions": [
            {"path": encodable(fault.path), "line": fault.line, "kind": fault.kind, "message": encodable(fault.message)}
            for fault in verdict.faults
        ],
        "gone": list(verdict.gone),
    }
    return json.dumps(document, indent=2) + "\n"
