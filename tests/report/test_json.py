"""JSON and its lines: valid, documented to the last member, and fast."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

from jsonschema import Draft202012Validator

from migrator.model import LAYERS, PRIORITIES, SAFETIES, Audit, Edit, Keep, Kind, Span, Unknown
from migrator.report import render
from migrator.report.view import View
from tests.report.audits import CHAT, finding, many, small

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "audit.schema.json").read_text("utf-8"))


def closed(schema: Any) -> Any:
    """The schema with every object closed, so that a member it does not document is an error."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    return {"additionalProperties": False, **inner} if "properties" in schema and "type" in schema else inner


def check(document: Any, schema: Any = SCHEMA) -> None:
    Draft202012Validator(closed(schema)).validate(document)


def with_edits() -> Audit:
    edit = Edit(CHAT, Span(0, 13), ("import ", Keep(Span(7, 13))), "package-import")
    return Audit((finding(edits=(edit,)),))


def test_the_schema_is_a_schema_and_names_the_vocabulary() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    words = SCHEMA["$defs"]
    assert words["kind"]["enum"] == list(get_args(Kind))
    assert words["priority"]["enum"] == list(PRIORITIES)
    assert words["layer"]["enum"] == list(LAYERS)
    assert words["safety"]["enum"] == list(SAFETIES)


def test_the_schema_refuses_what_it_does_not_document() -> None:
    document = json.loads(render("json", small(), View()))
    document["findings"][0]["surprise"] = 1
    assert not Draft202012Validator(closed(SCHEMA)).is_valid(document)


def test_documents_are_as_the_schema_says() -> None:
    for audit in (small(), many(100), with_edits(), Audit(())):
        check(json.loads(render("json", audit, View())))


def test_every_line_is_a_record_of_its_type() -> None:
    records = [json.loads(line) for line in render("jsonl", small(), View()).splitlines()]
    assert records[0] == {"type": "audit", "version": 1}
    assert records[-1]["type"] == "summary"
    for record in records[1:]:
        kind = record.pop("type")
        check(record, {"$ref": f"#/$defs/{kind}", "$defs": SCHEMA["$defs"]})


def test_edits_are_spans_and_parts() -> None:
    (found,) = json.loads(render("json", with_edits(), View()))["findings"]
    assert found["fix"]["edits"] == [
        {"path": CHAT, "start": 0, "end": 13, "parts": ["import ", {"start": 7, "end": 13}], "rule": "package-import"}
    ]


def test_findings_come_back_as_they_were() -> None:
    records = json.loads(render("json", small(), View()))["findings"]
    for record, found in zip(records, small().findings, strict=True):
        assert (record["path"], record["line"], record["end_column"]) == (found.path, found.line, found.end_column)
        assert (record["text"], record["fix"]["why"], record["kind"]) == (found.text, found.fix.why, found.kind)


def test_a_filter_keeps_fingerprints_and_counts_what_it_hides() -> None:
    twins = Audit((finding(line=1), finding(line=2, priority="high"), finding(line=3)))
    whole = json.loads(render("json", twins, View()))
    part = json.loads(render("json", twins, View(priorities=("high",))))
    assert part["findings"] == whole["findings"][1:2]
    assert part["summary"]["hidden"] == 2
    assert part["summary"]["references"] == 1


def test_a_path_that_is_not_utf_8_is_valid_json() -> None:
    audit = Audit((finding("a\udcff.py"),), unknown=(Unknown("b\udcfe", "gone"),))
    for name in ("json", "jsonl", "gitlab", "sarif"):
        report = render(name, audit, View())
        assert report.isascii() and "\\ud" not in report
    document = json.loads(render("json", audit, View()))
    assert document["findings"][0]["path"] == r"a\xff.py"
    assert document["unknown"][0]["path"] == r"b\xfe"


def test_writing_25000_findings_takes_a_few_times_what_reading_them_takes() -> None:
    audit = many(25_000)
    written = "".join(render("json", audit, View()))

    def taken(work: Callable[[], object]) -> float:
        begin = time.process_time()
        work()
        return time.process_time() - begin

    rounds = [
        taken(lambda: render("json", audit, View())) / max(taken(lambda: json.loads(written)), 1e-3) for _ in range(3)
    ]
    assert min(rounds) < 6, "a ratio, as it is the same on any machine and under any load"
