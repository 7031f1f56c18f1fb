"""Builds a value that fits a JSON schema, out of a digest."""

from __future__ import annotations

from tests.wire.values import integer, items, record, string


def instance(schema: object, digest: str, root: object = None, name: str = "value") -> object:
    """Returns a value of the schema's shape.

    Strings carry `name` and the digest, so that two requests give two values; `root` holds the `$defs`.
    """
    rules = record(schema)
    root = rules if root is None else root
    reference = string(rules.get("$ref"))
    if reference:
        return instance(_resolved(reference, root), digest, root, name)
    if "const" in rules:
        return rules["const"]
    if items(rules.get("enum")):
        choices = items(rules["enum"])
        return choices[int(digest, 16) % len(choices)]
    for keyword in ("anyOf", "oneOf", "allOf"):
        branches = [branch for branch in items(rules.get(keyword)) if record(branch).get("type") != "null"]
        if branches:
            return instance(branches[0], digest, root, name)
    kind = rules.get("type", "object" if "properties" in rules else "string")
    if isinstance(kind, list):
        kind = next((one for one in kind if one != "null"), "null")
    match kind:
        case "object":
            fields = record(rules.get("properties"))
            return {key: instance(inner, digest, root, key) for key, inner in fields.items()}
        case "array":
            length = max(integer(rules.get("minItems")), 1)
            return [instance(rules.get("items"), digest, root, name) for _ in range(length)]
        case "integer" | "number":
            return _number(rules, digest)
        case "boolean":
            return int(digest, 16) % 2 == 0
        case "null":
            return None
    return f"{name} {digest}"


def _number(rules: dict[str, object], digest: str) -> int:
    low = integer(rules.get("minimum"), integer(rules.get("exclusiveMinimum"), -1) + 1)
    high = integer(rules.get("maximum"), integer(rules.get("exclusiveMaximum"), low + 1_000_000) - 1)
    return low + int(digest, 16) % max(high - low + 1, 1)


def _resolved(reference: str, root: object) -> object:
    found = root
    for step in reference.removeprefix("#/").split("/"):
        found = record(found).get(step)
    return found
