"""The edits of a fix as SARIF replacements: regions of the file, and the text that takes their place."""

from __future__ import annotations

from migrator.model import Edit, Fix
from migrator.report.records import Record
from migrator.report.view import View


def replacements(fix: Fix, view: View) -> dict[str, list[Record]]:
    """The replacements of ``fix`` by file.

    Nothing at all when one of its files cannot be had, or its edits do not fit the file any more: half a fix is worse
    than none.
    """
    if not fix.edits or view.source is None:
        return {}
    from migrator.rewrite.edits import flatten

    files: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        files.setdefault(edit.path, []).append(edit)
    replaced: dict[str, list[Record]] = {}
    for path, edits in files.items():
        source = view.source(path)
        if source is None:
            return {}
        try:
            flat = flatten(source.data, edits)
        except ValueError:
            return {}
        if flat:
            replaced[path] = [
                {
                    "deletedRegion": _region(source.position(span.start), source.position(span.end)),
                    "insertedContent": {"text": text},
                }
                for span, text in flat
            ]
    return replaced


def _region(start: tuple[int, int], end: tuple[int, int]) -> Record:
    return {"startLine": start[0], "startColumn": start[1], "endLine": end[0], "endColumn": end[1]}
