"""Calls of the language's own and its common libraries whose result is text that can be told from their arguments."""

from __future__ import annotations

from migrator.languages.typescript.definitions import returned
from migrator.languages.typescript.lower import lower
from migrator.languages.typescript.names import FUNCTIONS
from migrator.model import Span
from migrator.syntax import Call, Expression, Items, Member, Piece, Spelling, Text

ENVIRONMENT = frozenset(
    {
        "process.env",
        "globalThis.process.env",
        "import.meta.env",
        "Bun.env",
        "process.default.env",
        "node:process.default.env",
        "node:process.env",
        "$env/dynamic/private.env",
        "$env/dynamic/public.env",
    }
)
READS = frozenset({"Deno.env.get", "env-var.get", "env-var.default.get"})
CONFIGURATION = ("ConfigService().get", "ConfigService().getOrThrow")
SAME_METHODS = frozenset(
    {
        "trim",
        "trimEnd",
        "trimStart",
        "toString",
        "toLowerCase",
        "replace",
        "replaceAll",
        "valueOf",
        "normalize",
    }
)
SAME_FUNCTIONS = frozenset(
    {
        "String",
        "Number",
        "parseInt",
        "encodeURI",
        "decodeURI",
        "Request",
        "ufo.withoutTrailingSlash",
        "ufo.withTrailingSlash",
        "vue.toValue",
        "vue.unref",
        "svelte/store.get",
    }
)
JOINS = frozenset({"url-join", "url-join.default", "urljoin", "ufo.joinURL", "path.join", "path.posix.join"})
HOLDERS = {
    "ref": "value",
    "shallowRef": "value",
    "computed": "value",
    "signal": "value",
    "useLocalStorage": "value",
    "useStorage": "value",
    "useRef": "current",
    "useState": 0,
    "createSignal": 0,
}
"""Functions that give an object, or a pair, one part of which is what they were given."""
STORED = frozenset({"useLocalStorage", "useStorage"})
SAME_OBJECTS = frozenset({"reactive", "shallowReactive", "readonly", "freeze", "markRaw", "defineConfig"})


def spelling(call: Call, names: frozenset[str]) -> Spelling | None:
    """How the text a call gives is put together, or ``None`` if nothing is known of it.

    ``names`` are the qualified names of the callee.
    """
    values = [argument.value for argument in call.arguments if not argument.spread]
    first = values[0] if values else None
    reads = bool(names & READS) or any(name.endswith(CONFIGURATION) for name in names)
    if reads and isinstance(first, Text) and (variable := first.value):
        return Spelling(tuple(values[1:2]), variable)
    if "URL" in names or "url.URL" in names or "node:url.URL" in names:
        return Spelling(_resolved(values[:2])) if values else None
    if names & JOINS and values:
        return Spelling(tuple(values))
    if names & SAME_FUNCTIONS and first is not None:
        return Spelling((first,))
    if isinstance(call.callee, Member):
        owner, key = call.callee.object, call.callee.key
        if key == "default" and first is not None:  # z.string().default("…")
            return Spelling((first,))
        if key == "concat" and values:
            return Spelling((owner, *values))
        if key == "join" and isinstance(owner, Items):
            return _joined(owner, first)
        if key in SAME_METHODS:
            return Spelling((owner,))
    return None


def _resolved(values: list[Expression]) -> tuple[Expression, ...]:
    """``new URL("path", base)``: the path behind the base, with a slash between them."""
    if len(values) < 2:
        return tuple(values)
    path, base = values
    if isinstance(path, Text) and (path.value or "/").startswith("/"):
        return base, path
    at = Span(path.span.start, path.span.start)
    return base, Text(path.node, at, (Piece("/", at),)), path


def _joined(items: Items, separator: Expression | None) -> Spelling:
    """``[base, "path"].join("/")``."""
    parts: list[Expression] = []
    for item in items.items:
        if parts and separator is not None:
            parts.append(separator)
        parts.append(item)
    return Spelling(tuple(parts))


def held(call: Call, key: str | int) -> list[Expression]:
    """What the part ``key`` of what a call gives may be: ``ref(x).value``, ``useState(x)[0]``, ``url.href``."""
    name = call.callee.key if isinstance(call.callee, Member) else getattr(call.callee, "name", "")
    values = [argument.value for argument in call.arguments if not argument.spread]
    if name == "URL":
        return [call] if key == "href" else []
    if name in STORED:
        values = values[1:]
    if not values:
        return []
    if name in SAME_OBJECTS and isinstance(key, str):
        return [Member(call.node, call.span, values[0], key, False)]
    if key != HOLDERS.get(str(name)):
        return []
    function = values[0].node
    return [lower(node) for node in returned(function)] if function.type in FUNCTIONS else [values[0]]
