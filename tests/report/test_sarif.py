"""SARIF: valid against the standard's schema, with fixes that are right when they are made."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from jsonschema import Draft202012Validator

from migrator.model import Audit, Edit, Keep, Span, Unknown
from migrator.report import render
from migrator.report.view import RuleNote, View
from migrator.scan.source import Source
from tests.report.audits import CHAT, SOURCE, finding, many, small

BOTH = Source(CHAT, SOURCE + "    # größer, 模型 🚀 ollama\n".encode())


@cache
def validator() -> Draft202012Validator:
    path = Path(__file__).parent / "data" / "sarif-2.1.0.schema.json"
    return Draft202012Validator(json.loads(path.read_text("utf-8")))


def sarif(audit: Audit, view: View | None = None) -> dict[str, Any]:
    log = json.loads(render("sarif", audit, view or View()))
    validator().validate(log)
    run: dict[str, Any] = log["runs"][0]
    return run


def fixed(edits: tuple[Edit, ...], source: Source | None) -> list[Any]:
    run = sarif(Audit((finding(edits=edits),)), View(source=lambda _: source))
    fixes = run["results"][0].get("fixes", [])
    return [change for fix in fixes for change in fix["artifactChanges"]]


def made(source: Source, changes: list[Any]) -> str:
    """What a reader of SARIF makes of the file."""
    lines = source.data.decode().splitlines(keepends=True)

    def offset(line: int, column: int) -> int:
        return sum(len(text) for text in lines[: line - 1]) + column - 1

    text = "".join(lines)
    for change in reversed(changes[0]["replacements"]):
        region = change["deletedRegion"]
        start = offset(region["startLine"], region["startColumn"])
        end = offset(region["endLine"], region["endColumn"])
        text = text[:start] + change["insertedContent"]["text"] + text[end:]
    return text


@pytest.mark.parametrize("audit", [Audit(()), small(), many(200)], ids=["clean", "small", "many"])
def test_logs_are_valid_sarif(audit: Audit) -> None:
    run = sarif(audit)
    assert len(run["results"]) == len(audit.findings)
    assert run["columnKind"] == "unicodeCodePoints"


def test_the_validator_refuses_what_is_wrong() -> None:
    log = json.loads(render("sarif", small(), View()))
    log["runs"][0]["results"][0]["level"] = "critical"
    assert not validator().is_valid(log)


def test_no_fix_without_the_source() -> None:
    edits = (Edit(CHAT, Span(7, 13), ("openai",), "r"),)
    assert "fixes" not in sarif(Audit((finding(edits=edits),)))["results"][0]
    assert fixed(edits, None) == []


def test_no_fix_from_edits_that_do_not_fit_the_file() -> None:
    assert fixed((Edit(CHAT, Span(7, 13_000), ("openai",), "r"),), BOTH) == []


def test_a_fix_makes_the_edits_nested_ones_and_characters_of_many_bytes_included() -> None:
    data = BOTH.data
    call, model = data.index(b"ollama.chat("), data.index(b"OLLAMA_MODEL, messages")
    end = data.index(b")\n", call) + 1
    tail = data.rindex(b"ollama")
    edits = (
        Edit(CHAT, Span(7, 13), ("openai",), "r"),
        Edit(CHAT, Span(call, end), ("client.create(", Keep(Span(call + len(b"ollama.chat("), end))), "r"),
        Edit(CHAT, Span(model, model + len(b"OLLAMA_MODEL")), ("LLM_MODEL",), "r"),
        Edit(CHAT, Span(tail, tail + 6), ("vLLM",), "r"),
    )
    text = made(BOTH, fixed(edits, BOTH))
    assert text.startswith("import openai\n")
    assert "    response = client.create(model=LLM_MODEL, messages=messages)\n" in text
    assert text.endswith("# größer, 模型 🚀 vLLM\n")


def test_unknown_files_are_notifications() -> None:
    (invocation,) = sarif(small())["invocations"]
    (notification,) = invocation["toolExecutionNotifications"]
    assert "cannot be parsed" in notification["message"]["text"]
    assert notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "backend/legacy.py"


@pytest.mark.parametrize("path", ["a b.py", "weird:#?%.py", "ä\n.py", "a\udcff.py", "../up.py"])
def test_a_uri_is_the_percent_encoded_path(path: str) -> None:
    run = sarif(Audit((finding(path),), unknown=(Unknown(path, "x"),)))
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii() and not set(uri) & set(" :#?\n")
    assert unquote_to_bytes(uri) == path.encode("utf-8", "surrogateescape")


def test_rules_say_what_is_known_of_them() -> None:
    view = View(describe=lambda rule: RuleNote("Finds X.", "Because Y.") if rule == "prose" else None)
    rules = {rule["id"]: rule for rule in sarif(small(), view)["tool"]["driver"]["rules"]}
    assert rules["prose"]["shortDescription"]["text"] == "Finds X."
    assert rules["prose"]["help"]["text"] == "Because Y."
    assert all(rule["help"]["text"] for rule in rules.values())


def test_results_point_to_their_rule_and_have_their_own_fingerprint() -> None:
    run = sarif(many(200))
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert len({result["partialFingerprints"]["migrator/v1"] for result in run["results"]}) == 200


def test_levels_follow_priorities() -> None:
    levels = {result["properties"]["priority"]: result["level"] for result in sarif(small())["results"]}
    assert levels == {"critical": "error", "high": "error", "medium": "warning", "low": "note"}
