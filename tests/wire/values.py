"""Narrowing of decoded JSON: what is not of the expected kind counts as absent."""

from __future__ import annotations

import json


def record(value: object) -> dict[str, object]:
    """Returns the JSON object `value`, or an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[object]:
    """Returns the JSON array `value`, or an empty one."""
    return value if isinstance(value, list) else []


def string(value: object) -> str:
    """Returns the JSON string `value`, or an empty one."""
    return value if isinstance(value, str) else ""


def integer(value: object, default: int = 0) -> int:
    """Returns the JSON number `value` as an int, or `default`."""
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else default


def canonical(value: object) -> str:
    """Returns the one JSON text of `value`: sorted keys, no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def decoded(text: str) -> object:
    """Returns the JSON value of `text`, or `text` itself when it is none."""
    try:
        value: object = json.loads(text)
    except ValueError:
        return text
    return value


def words(text: str) -> frozenset[str]:
    """Returns the words of a text, for sets of field names."""
    return frozenset(text.split())
