"""HTTP libraries of Python: how a request is written, and what its response offers."""

from __future__ import annotations

from migrator.syntax import Doubles, Library, Shape

VERBS = ("get", "post", "put", "patch", "delete", "head", "options")
CALLED = frozenset({*VERBS, "request", "stream", "send", "urlopen", "Request"})
BASES = frozenset({"base_url"})
BODIES = ("json", "data", "content")
TEXTS = frozenset({"data", "content"})

_SAME = frozenset(
    {
        "headers",
        "url",
        "reason",
        "cookies",
        "history",
        "request",
        "encoding",
        "close",
        "aclose",
        "links",
        "is_redirect",
        "apparent_encoding",
    }
)

REQUESTS = Library(
    "requests",
    body="json",
    status=frozenset({"status_code", "ok"}),
    checks=frozenset({"raise_for_status"}),
    harmless=_SAME | {"elapsed"},
    raw=frozenset({"text", "content", "raw", "iter_content"}),
    lines=frozenset({"iter_lines"}),
    binary=frozenset({"iter_lines"}),
    decoded="decode_unicode",
)
HTTPX = Library(
    "httpx",
    body="json",
    status=frozenset(
        {"status_code", "is_success", "is_error", "is_client_error", "is_server_error", "has_redirect_location"}
    ),
    checks=frozenset({"raise_for_status"}),
    harmless=_SAME | {"elapsed", "reason_phrase", "http_version"},
    raw=frozenset(
        {"text", "content", "read", "aread", "iter_bytes", "iter_text", "aiter_bytes", "aiter_text", "aiter_raw"}
    ),
    lines=frozenset({"iter_lines", "aiter_lines"}),
)
AIOHTTP = Library(
    "aiohttp",
    body="json",
    status=frozenset({"status", "ok"}),
    checks=frozenset({"raise_for_status"}),
    harmless=_SAME | {"release"},
    raw=frozenset({"text", "read", "content"}),
    lines=frozenset({"content"}),
    binary=frozenset({"content"}),
)
URLLIB = Library(
    "urllib",
    body="",
    status=frozenset({"status", "code", "getcode"}),
    harmless=frozenset({"headers", "url", "reason", "msg", "info", "geturl", "getheader", "getheaders", "close"}),
    raw=frozenset({"read", "readline"}),
    raises=True,
    iterated=True,
)
HTTP_CLIENT = Library(
    "http.client",
    body="",
    status=frozenset({"status", "code", "getcode"}),
    harmless=frozenset({"headers", "reason", "msg", "version", "info", "getheader", "getheaders", "close", "isclosed"}),
    raw=frozenset({"read", "readline"}),
    iterated=True,
)
UNKNOWN = Library(
    "",
    body="json",
    status=REQUESTS.status | HTTPX.status | AIOHTTP.status,
    checks=REQUESTS.checks,
    harmless=_SAME,
    raw=REQUESTS.raw | HTTPX.raw,
    lines=REQUESTS.lines | HTTPX.lines,
)

LIBRARIES = frozenset({"requests", "httpx", "aiohttp", "urllib", "http.client"})
SESSIONS = {
    "requests.Session()": REQUESTS,
    "requests.session()": REQUESTS,
    "requests.sessions.Session()": REQUESTS,
    "httpx.Client()": HTTPX,
    "httpx.AsyncClient()": HTTPX,
    "aiohttp.ClientSession()": AIOHTTP,
}
CONNECTIONS = {"http.client.HTTPConnection": "http://", "http.client.HTTPSConnection": "https://"}
"""Clients that are made with a host and a port, and the scheme that they speak."""
MODULES = {"requests": REQUESTS, "requests.api": REQUESTS, "httpx": HTTPX}


DOUBLES = Doubles(
    bodies=frozenset({"json", "payload"}),
    gives=frozenset({"return_value", "side_effect"}),
    makers=frozenset({"Response", "add", "add_response", "respond", "MockResponse", "json_response"}),
    tools=("requests_mock", "aioresponses", "responses", "respx"),
    fixture="fixture",
    looks=frozenset({"endswith", "assertIn", "assertEqual"}),
    texts=frozenset({"str", "repr", "dumps"}),
)
"""unittest.mock, and the tools that answer for requests, httpx and aiohttp."""


def shape(name: str) -> Shape | None:
    """How a request is written whose callee is called ``name``; ``None`` if it is no request.

    Sources: the documentation of requests 2.34, httpx 0.28 and aiohttp 3.14.
    """
    if name in ("urllib.request.Request", "urllib.request.urlopen"):
        sent_by = frozenset({"urllib.request.urlopen"}) if name.endswith("Request") else frozenset()
        return Shape(
            URLLIB,
            "",
            "url",
            0,
            body=("data",),
            positional=("data",),
            text=TEXTS,
            headers="headers" if sent_by else "",
            headers_at=2,
            default="GET",
            sent_by=sent_by,
        )
    owner, _, verb = name.rpartition(".")
    if owner.removesuffix("()") in CONNECTIONS and verb == "request":
        return Shape(
            HTTP_CLIENT,
            "",
            "url",
            1,
            method_at=0,
            body=("body",),
            positional=("body",),
            text=frozenset({"body"}),
            headers_at=3,
            received_by=frozenset({"getresponse"}),
        )
    library = MODULES.get(owner) or SESSIONS.get(owner)
    if library is None:
        return None
    if verb in VERBS:
        # requests.post(url, data, json): the body may be positional
        positional = ("data", "json") if library is REQUESTS and verb == "post" else ()
        return Shape(library, verb.upper(), "url", 0, body=BODIES, positional=positional, text=TEXTS)
    if verb in ("request", "stream"):
        return Shape(library, "", "url", 1, method_at=0, body=BODIES, text=TEXTS, streamed=verb == "stream")
    return None


def guess(verb: str) -> Shape | None:
    """The shape of a call named like a request on an object of unknown type."""
    if verb in VERBS:
        return Shape(UNKNOWN, verb.upper(), "url", 0, body=BODIES, text=TEXTS)
    if verb in ("request", "stream"):
        return Shape(UNKNOWN, "", "url", 1, method_at=0, body=BODIES, text=TEXTS, streamed=verb == "stream")
    return None
