"""The JSON schema of rule files, from the types that also check them: editors complete and check as one types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from inspect import getdoc
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from migrator.record import is_record
from migrator.rules.read import shape
from migrator.rules.written import KINDS

SCALARS = {str: "string", bool: "boolean", int: "integer", float: "number", NoneType: "null"}


def schema_text() -> str:
    """The schema as it stands in ``rules/schema.json``."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, object]:
    """The schema: a file is one of the kinds that its first key can name."""
    definitions: dict[str, object] = {}
    kinds = [{"if": {"required": [key]}, "then": of(kind, definitions)} for key, kind in KINDS.items()]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A rule file of migrator",
        "type": "object",
        "anyOf": [{"required": [key]} for key in KINDS],
        "allOf": kinds,
        "definitions": definitions,
    }


def of(hint: Any, definitions: dict[str, object]) -> dict[str, object]:
    """The schema of a type; a record becomes one of the ``definitions``."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint is Any:
        return {}
    if is_record(hint):
        name = hint.__name__
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = of_record(hint, definitions)
        return {"$ref": f"#/definitions/{name}"}
    if origin in (Union, UnionType):
        return {"anyOf": [of(option, definitions) for option in arguments]}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": of(arguments[0], definitions)}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": of(arguments[1], definitions)}
    return {"type": SCALARS[hint]}


def of_record(kind: Any, definitions: dict[str, object]) -> dict[str, object]:
    """The schema of a record, described by its docstring."""
    keys, hints, required = shape(kind)
    described: dict[str, object] = {"description": getdoc(kind)} if getdoc(kind) else {}
    return described | {
        "type": "object",
        "properties": {key: of(hints[field], definitions) for key, field in keys.items()},
        "required": [key for key, field in keys.items() if field in required],
        "additionalProperties": False,
    }
