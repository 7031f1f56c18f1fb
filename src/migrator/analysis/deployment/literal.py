"""Requests and replies that are plain data, as a command line has them: the same tables, without any code around."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from migrator.analysis.request.loading import HELD, KEPT, MODEL

if TYPE_CHECKING:
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Case, Operation

Body = dict[str, Any]
STEP = re.compile(r"\.([A-Za-z_]\w*)|(\[\]|\[\d+\])")


class Inconvertible(Exception):
    """What is in the way of a request, for a person."""


def converted(body: Mapping[str, Any], operation: Operation, rules: RuleSet) -> Body:
    """The body of a request to the new server.

    Args:
        body: as the old server takes it.
        operation: the call that it is sent for.
        rules: the tables of fields inside others.

    Raises:
        Inconvertible: something of it has no counterpart, or is only understood in code.
    """
    if operation.loads and _only_loads(body, operation):
        kept = {name: value for name, value in body.items() if name in (MODEL, operation.streams)}
        return {**kept, **operation.loads}
    given = {**body, **{name: value for name, value in operation.absent.items() if name not in body}}
    for name, why in operation.required.items():
        if name not in given:
            raise Inconvertible(why)
    made: Body = {}
    _fields(given, operation.request, made, rules)
    return made


def _only_loads(body: Mapping[str, Any], operation: Operation) -> bool:
    """Whether a request asks for nothing but that its model is loaded, and does not let it go."""
    known = {MODEL, KEPT, HELD, operation.streams, *operation.required}
    nothing = not any(body.get(name) for name in operation.required)
    unloads = str(body.get(KEPT, "")).lower() in ("0", "0.0", "0s", "0m")
    return MODEL in body and nothing and not unloads and body.keys() <= known


def _fields(given: Mapping[str, Any], table: Mapping[str, tuple[Case, ...]], made: Body, rules: RuleSet) -> None:
    for name, value in given.items():
        cases = table.get(name, table.get("*", ()))
        case = next((one for one in cases if one.when in (*_kinds(value), "any")), None)
        if case is None or case.stops or case.beside:
            raise Inconvertible(case.stops if case is not None and case.stops else f"`{name}` is not understood here")
        if case.drop:
            continue
        if case.explode:
            if not isinstance(value, dict):
                raise Inconvertible(f"`{name}` is not understood here")
            _fields(value, rules.fields[case.explode].request, made, rules)
            continue
        if case.each:
            value = [_element(one, rules.fields[case.each].request, rules) for one in value]
        _put(case, value, made)


def _element(value: Any, table: Mapping[str, tuple[Case, ...]], rules: RuleSet) -> Body:
    if not isinstance(value, dict):
        raise Inconvertible("a message is no object")
    made: Body = {}
    _fields(value, table, made, rules)
    return made


def _put(case: Case, value: Any, made: Body) -> None:
    """Adds what a field becomes; lists that several fields feed are joined."""
    template = {case.to: "$value"} if isinstance(case.to, str) else case.to
    for key, part in (template or {}).items():
        new = _filled(part, value)
        if isinstance(made.get(key), list) and isinstance(new, list):
            made[key] = [*new, *made[key]] if case.order == "first" else [*made[key], *new]
        elif isinstance(made.get(key), dict) and isinstance(new, dict):
            made[key] = {**made[key], **new}
        else:
            made[key] = new


def _filled(part: Any, value: Any) -> Any:
    match part:
        case "$value":
            return value
        case dict():
            return {key: _filled(one, value) for key, one in part.items()}
        case list():
            return [_filled(one, value) for one in part]
    return part


def _kinds(value: Any) -> set[str]:
    match value:
        case None:
            return {"null"}
        case bool():
            return {"bool", "true" if value else "false"}
        case int() | float():
            return {"number", "negative" if value < 0 else "zero" if value == 0 else "positive", *_bounds(value)}
        case str():
            return {"string", json.dumps(value, ensure_ascii=False)}
        case list():
            return {"list", *_bounds(len(value)), *(() if value else ("empty",))}
    return {"object", *(() if value else ("empty",))}


def _bounds(number: float) -> set[str]:
    return {f">{bound}" for bound in range(1, 10) if number > bound} | {
        f"<-{bound}" for bound in range(1, 10) if number < -bound
    }


def path_of(query: str, operation: Operation) -> str:
    """A path of ``jq`` into a reply, as it leads into the new one; empty where it has no counterpart.

    Args:
        query: such as ``.models[].name``.
        operation: the call that the reply is of.
    """
    steps = [match[1] or match[2] for match in STEP.finditer(query)]
    if STEP.sub("", query) or not steps:
        return ""
    for length in range(len(steps), 0, -1):
        named = _joined([re.sub(r"\[\d+\]", "[]", step) for step in steps[:length]])
        reply = operation.reply.get(named)
        if reply is not None:
            rest = "".join(step if step.startswith("[") else f".{step}" for step in steps[length:])
            simple = reply.to and not reply.convert and not reply.gone and (length == len(steps) or not rest)
            return f".{_numbered(reply.to, steps[:length])}{rest}" if simple else ""
    return ""


def _joined(steps: list[str]) -> str:
    return "".join(step if step.startswith("[") else f".{step}" for step in steps).lstrip(".")


def _numbered(path: str, steps: list[str]) -> str:
    """The new path with the numbers of the elements that the old one asks for."""
    for step in steps:
        if step.startswith("[") and step != "[]":
            path = path.replace("[]", step, 1)
    return path
