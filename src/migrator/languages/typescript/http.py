"""HTTP libraries of TypeScript and JavaScript: how a request is written, and what its response offers."""

from __future__ import annotations

import re
from typing import TypedDict

from migrator.deferred import pattern
from migrator.syntax import Library, Shape

VERBS = ("get", "post", "put", "patch", "delete", "head", "options")
FETCHES = frozenset({"fetch", "$fetch", "ofetch", "useFetch", "useLazyFetch", "requestUrl"})
LIBRARIES = frozenset({"fetch", "axios", "got", "ky", "undici", "http"})
CALLED = frozenset({*VERBS, *FETCHES, "request", "axios", "got", "ky"})
BASES = ("baseURL", "prefixUrl", "prefix", "baseUrl")

_SAME = frozenset({"headers", "statusText", "url", "type", "redirected", "config", "request"})

FETCH = Library(
    "fetch",
    body="json",
    status=frozenset({"ok", "status"}),
    harmless=_SAME,
    raw=frozenset({"text", "body", "arrayBuffer", "blob", "bytes"}),
    copies=frozenset({"clone"}),
    lines=frozenset({"body"}),
)
AXIOS = Library(
    "axios",
    body="data",
    status=frozenset({"status"}),
    harmless=_SAME,
    raises=True,
    given=True,
    between=pattern(
        rb"\btransform(?:Request|Response)\b|interceptors\.request\.use\([\s\S]{0,1500}?\.data\b[\w.\[\]'\"]*\s*=(?!=)"
    ),
)
OFETCH = Library("ofetch", body="", raises=True, parsed=True)
VUE_FETCH = Library("useFetch", body="")
HOOKS = pattern(rb"\bhooks\s*:\s*\{[\s\S]{0,1500}?(?:\bnew (?:Response|Request)\b|\.(?:body|json)\b\s*=(?!=))")
GOT = Library(
    "got",
    body="json",
    status=frozenset({"statusCode", "ok"}),
    harmless=_SAME,
    raw=frozenset({"body", "rawBody", "text", "buffer"}),
    raises=True,
    between=HOOKS,
)
KY = Library(
    "ky",
    body="json",
    status=FETCH.status,
    harmless=_SAME,
    raw=FETCH.raw,
    copies=FETCH.copies,
    raises=True,
    between=HOOKS,
)
CONTENT = Library("undici", body="json", raw=FETCH.raw - {"body"}, flowing=True)
UNDICI = Library(
    "undici",
    body="",
    status=frozenset({"statusCode"}),
    harmless=frozenset({"headers", "trailers", "statusText"}),
    inside="body",
    content=CONTENT,
)
NODE = Library("node", body="", status=frozenset({"statusCode"}), harmless=_SAME | {"statusMessage"}, flowing=True)
OTHER = Library("another fetch", body="", status=frozenset({"status"}), harmless=_SAME)
UNKNOWN = Library("", body="json", status=FETCH.status | GOT.status, harmless=_SAME, raw=FETCH.raw)

NAMED = {
    FETCH: "fetch window.fetch globalThis.fetch global.fetch self.fetch node-fetch cross-fetch cross-fetch.fetch "
    "isomorphic-fetch isomorphic-unfetch undici.fetch expo/fetch.fetch electron.net.fetch "
    "@tauri-apps/plugin-http.fetch",
    OFETCH: "$fetch $fetch.create() ofetch ofetch.$fetch ofetch.ofetch ofetch.ofetch.create() #imports.$fetch",
    VUE_FETCH: "useFetch useLazyFetch #imports.useFetch #imports.useLazyFetch #app.useFetch @vueuse/core.useFetch",
    AXIOS: "axios axios.axios axios.create() axios.AxiosInstance() axios.Axios() axios.AxiosStatic()",
    GOT: "got got.got got.extend() got.got.extend()",
    KY: "ky ky.create() ky.extend()",
    UNDICI: "undici.request",
    OTHER: "@tauri-apps/api/http.fetch obsidian.requestUrl",
    NODE: "http.request https.request http.get https.get",
}
FUNCTIONS = {name: library for library, names in NAMED.items() for name in names.split()}
"""What is called directly, without ``.default`` and ``node:``; ``()`` is an instance."""
CLIENTS = {
    **{name: library for name, library in FUNCTIONS.items() if library in (AXIOS, GOT, KY)},
    **dict.fromkeys(("undici.Client()", "undici.Pool()", "undici.Agent()"), UNDICI),
    **dict.fromkeys(("@nestjs/axios.HttpService()", "@nestjs/axios.HttpService().axiosRef"), AXIOS),
    **dict.fromkeys(("@angular/common/http.HttpClient()", "superagent"), UNKNOWN),
}
"""What has a method for each HTTP method."""
BODIES = {AXIOS: ("data",), GOT: ("json", "body"), KY: ("json", "body"), UNKNOWN: ("data", "json", "body")}
TEXT = frozenset({"body"})
OTHERS = pattern(
    r"(express|fastify|koa|@koa/router|koa-router|hono|elysia|polka|restify|find-my-way|itty-router|h3|msw|nock|supertest"
    r"|axios-mock-adapter|jsonwebtoken|lodash|Map|Set|WeakMap|Headers|FormData|URLSearchParams|localStorage"
    r"|sessionStorage|Reflect|Object|Promise|Cookies|cookies|document|caches|Array|JSON|Math|console)\b"
)
"""Beginnings of the names of what has methods called ``get`` or ``post`` and makes no request."""
NODE_REQUEST = Shape(
    NODE,
    "",
    "path",
    0,
    options=1,
    base=("hostname", "host", "port"),
    default="GET",
    written_by=frozenset({"write", "end"}),
    heard=True,
)
DEFAULT = pattern(r"\.default(?=\.|\(|$)")
PACKAGES = tuple(sorted({"axios", "node-fetch", "cross-fetch", "isomorphic-fetch", "got", "ky", "ofetch", "undici"}))


def shape(name: str) -> Shape | None:
    """How a request is written whose callee is called ``name``; ``None`` if it is no request that is known.

    Sources: the Fetch standard, axios 1.13, got 14, ky 1.14, ofetch 1.5, undici 7 and Node's documentation.
    """
    name = DEFAULT.sub("", name).removeprefix("node:")
    library = FUNCTIONS.get(name)
    if library is NODE:
        return NODE_REQUEST
    if library is not None:
        return Shape(library, "", "url", 0, **_body(library), options=1, base=BASES, default="GET")
    owner, _, verb = name.rpartition(".")
    library = CLIENTS.get(owner)
    return _method(library, verb) if library is not None else None


def guess(verb: str) -> Shape | None:
    """The shape of a call named like a request on an object of unknown type."""
    if verb in FETCHES:
        return Shape(UNKNOWN, "", "url", 0, body=("body",), options=1, default="GET")
    return _method(UNKNOWN, verb)


def other(name: str) -> bool:
    """Whether a callee of this name is known to make no request."""
    return OTHERS.match(name) is not None


def _method(library: Library, verb: str) -> Shape | None:
    if verb == "request":
        url = "path" if library is UNDICI else "url"
        return Shape(library, "", url, 0, **_body(library), options=0, base=BASES, default="GET")
    if verb not in VERBS:
        return None
    if library in (AXIOS, UNKNOWN) and verb in ("post", "put", "patch"):
        return Shape(library, verb.upper(), "url", 0, body=("data",), positional=("data",), options=2, base=BASES)
    return Shape(library, verb.upper(), "url", 0, **_body(library), options=1, base=BASES)


class _Body(TypedDict):
    body: tuple[str, ...]
    text: frozenset[str]


def _body(library: Library) -> _Body:
    """The options that hold a body, and those that take text."""
    names = BODIES.get(library, ("body",))
    return _Body(body=names, text=frozenset() if library is OFETCH else TEXT & set(names))


def local_names(data: bytes) -> set[str]:
    """The names under which a file may call an HTTP library or an instance of one directly."""
    found: set[str] = set()
    for package in PACKAGES:
        for quote in (b'"', b"'"):
            found |= _before(data, quote + package.encode() + quote, IMPORTING)
    for made in (b".create(", b".extend(", b".create<"):
        found |= _before(data, made, CREATING)
    return found


IMPORTING = pattern(
    rb"(?:import\s+(?:\*\s*as\s+)?|\b)([\w$]+)\s*(?:,[^;]*?)?(?:\bfrom|=\s*(?:await\s+)?(?:require|import)\s*\()\s*$"
)
CREATING = pattern(rb"([\w$]+)\s*(?::[^=;\n]*)?=\s*(?:await\s+)?[\w$.]+$")


def _before(data: bytes, mark: bytes, pattern: re.Pattern[bytes]) -> set[str]:
    found, at = set(), data.find(mark)
    while at >= 0:
        match = pattern.search(data, max(0, at - 160), at)
        if match is not None:
            found.add(match[1].decode("utf-8", "replace"))
        at = data.find(mark, at + len(mark))
    return found
