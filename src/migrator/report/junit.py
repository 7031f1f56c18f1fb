"""JUnit XML: a suite a file, a failed case a finding, for CI systems that know nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from migrator.model import Audit, Finding, Unknown
from migrator.report.escape import visible
from migrator.report.groups import by_file
from migrator.report.view import View, select
from migrator.report.wording import advice


def render(audit: Audit, view: View) -> str:
    """An XML document. Control characters, which XML forbids, are written as their escapes."""
    shown = select(audit, view)
    suites = [
        _suite(path, map(_failure, found), failures=len(found)) for path, found in by_file(shown.findings).items()
    ]
    if shown.unknown:
        suites.append(_suite("unknown files", map(_error, shown.unknown), errors=len(shown.unknown)))
    if not suites:
        suites.append(_suite("migrator", [_element("testcase", {"name": "no references", "classname": "migrator"})]))
    failures, errors = len(shown.findings), len(shown.unknown)
    document = _element("testsuites", {"name": "migrator", **_counts(failures, errors)}, suites)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{document}\n'


def _suite(name: str, cases: Iterable[str], failures: int = 0, errors: int = 0) -> str:
    return _element("testsuite", {"name": name, **_counts(failures, errors)}, cases)


def _counts(failures: int, errors: int) -> dict[str, str]:
    return {"tests": str(failures + errors or 1), "failures": str(failures), "errors": str(errors)}


def _failure(finding: Finding) -> str:
    place = f"{finding.line}:{finding.column}"
    about = filter(None, (f"{finding.path}:{place}", finding.text, advice(finding.fix)))
    failure = _element("failure", {"type": finding.priority, "message": finding.message}, map(_text, about))
    case = {"name": f"{finding.rule} at {place}", "classname": finding.path, "file": finding.path}
    return _element("testcase", {**case, "line": str(finding.line)}, [failure])


def _error(unknown: Unknown) -> str:
    error = _element("error", {"type": "unknown", "message": unknown.reason})
    return _element(
        "testcase", {"name": "could not be judged", "classname": unknown.path, "file": unknown.path}, [error]
    )


def _element(name: str, attributes: dict[str, str], content: Iterable[str] = ()) -> str:
    tag = " ".join([name, *(f'{key}="{_text(value)}"' for key, value in attributes.items())])
    inner = "\n".join(content)
    return f"<{tag}>\n{inner}\n</{name}>" if inner else f"<{tag}/>"


def _text(text: str) -> str:
    escaped = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace('"', "&quot;")
