"""Workflow commands that GitHub Actions shows as annotations on the lines of a pull request."""

from __future__ import annotations

from migrator.model import PRIORITIES, Audit, Finding, Priority, Unknown
from migrator.report.escape import visible
from migrator.report.summary import headline, summarise
from migrator.report.view import View, select
from migrator.report.wording import advice

_LEVELS: dict[Priority, str] = {"critical": "error", "high": "error", "medium": "warning", "low": "notice"}


def render(audit: Audit, view: View) -> str:
    """An annotation a line, what is unknown and what is dangerous first: GitHub shows ten of a level for a step."""
    shown = select(audit, view)
    summary = summarise(shown, len(audit.findings) - len(shown.findings))
    findings = sorted(shown.findings, key=lambda finding: PRIORITIES.index(finding.priority))
    lines = [*map(_unknown, shown.unknown), *map(_finding, findings)]
    return "\n".join([*lines, _command("notice", {"title": "migrator"}, headline(summary))]) + "\n"


def _finding(finding: Finding) -> str:
    properties = {"file": finding.path, "line": str(finding.line), "endLine": str(finding.end_line)}
    if finding.line == finding.end_line:
        properties |= {"col": str(finding.column), "endColumn": str(finding.end_column)}
    properties["title"] = f"{finding.priority}: {finding.rule}"
    return _command(_LEVELS[finding.priority], properties, finding.message, advice(finding.fix))


def _unknown(unknown: Unknown) -> str:
    return _command("error", {"file": unknown.path, "title": "could not be judged"}, unknown.reason)


def _command(level: str, properties: dict[str, str], *lines: str) -> str:
    # Every value is made visible before it is escaped: the only line break in a message is our own.
    joined = ",".join(f"{name}={_escape_property(visible(value))}" for name, value in properties.items())
    return f"::{level} {joined}::{'%0A'.join(_escape(visible(line)) for line in lines if line)}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
