"""GitLab's Code Quality report: the subset of Code Climate's format that GitLab reads."""

from __future__ import annotations

from hashlib import sha256
from json import dumps

from migrator.model import Audit, Finding, Priority, Unknown
from migrator.report.escape import encodable
from migrator.report.records import Record, identified
from migrator.report.view import View, select
from migrator.report.wording import advice

_SEVERITIES: dict[Priority, str] = {"critical": "critical", "high": "major", "medium": "minor", "low": "info"}


def render(audit: Audit, view: View) -> str:
    """A JSON array with an issue for each finding and each unknown file, in ASCII."""
    issues = [_unknown(unknown) for unknown in select(audit, view).unknown]
    issues += [_finding(finding, fingerprint) for finding, fingerprint in identified(audit, view)]
    return "[\n" + ",\n".join(map(dumps, issues)) + "\n]\n" if issues else "[]\n"


def _finding(finding: Finding, fingerprint: str) -> Record:
    return {
        "description": encodable(" ".join(filter(None, (f"{finding.message}.", advice(finding.fix))))),
        "check_name": finding.rule,
        "fingerprint": _hash(fingerprint),
        "severity": _SEVERITIES[finding.priority],
        "location": {
            "path": encodable(finding.path),
            "lines": {"begin": finding.line, "end": finding.end_line},
        },
    }


def _unknown(unknown: Unknown) -> Record:
    return {
        "description": encodable(f"could not be judged: {unknown.reason}"),
        "check_name": "unknown-file",
        "fingerprint": _hash(f"{unknown.path}\0{unknown.reason}"),
        "severity": "major",
        "location": {"path": encodable(unknown.path), "lines": {"begin": 1}},
    }


def _hash(identity: str) -> str:
    return sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()
