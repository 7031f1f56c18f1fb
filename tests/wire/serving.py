"""What the two servers share: a logged HTTP server on a free port of this machine, in a thread."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain, islice
from socketserver import TCPServer
from threading import Lock, Thread

from tests.wire.logical import Logical

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came: `path` without the query, `body` decoded where it was JSON, else its bytes."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: object
    raw: bytes
    logical: Logical


@dataclass(frozen=True, slots=True)
class Violation:
    """A request body that the server's own schema does not allow; `where` is like `body.messages.0`."""

    path: str
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: a body in bytes, or in parts that are sent one by one."""

    status: int = 200
    body: bytes | Iterable[bytes] = b""
    content_type: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


Application = Callable[[Request], Answer]
Reader = Callable[[str, str, object], Logical]


def json_bytes(value: object) -> bytes:
    """Returns the JSON text of a value in UTF-8; half a surrogate, which JSON can carry in, becomes `?`."""
    return json.dumps(value, ensure_ascii=False).encode(errors="replace")


def event(value: object) -> bytes:
    """Returns one server-sent event with a JSON value."""
    return b"data: " + json_bytes(value) + b"\n\n"


LAST_EVENT = b"data: [DONE]\n\n"


def json_answer(value: object, status: int = 200, content_type: str = JSON) -> Answer:
    """Returns a JSON answer."""
    return Answer(status, json_bytes(value), content_type)


def broken(answer: Answer, parts: int, error: bytes, whole: Answer) -> Answer:
    """Returns a good answer as a failing server gives it: a stream ends in `error` after some parts, else `whole`."""
    if answer.status != 200:
        return answer
    if isinstance(answer.body, bytes):
        return whole
    return replace(answer, body=chain(islice(answer.body, parts), (error,)))


@dataclass(slots=True)
class Log:
    """What a server was asked since it started or was cleared."""

    requests: list[Request] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def note(self, request: Request) -> None:
        """Keeps a request."""
        with self._lock:
            self.requests.append(request)

    def complain(self, violations: Iterable[Violation]) -> None:
        """Keeps what the server's schema says against a request."""
        with self._lock:
            self.violations.extend(violations)

    def clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self.requests.clear()
            self.violations.clear()


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its root URL and its log."""

    url: str
    log: Log

    @property
    def requests(self) -> list[Request]:
        """Every request so far, in the order of arrival."""
        return self.log.requests

    @property
    def violations(self) -> list[Violation]:
        """Every body so far that the server's schema does not allow."""
        return self.log.violations

    @property
    def netloc(self) -> str:
        """Host and port."""
        return self.url.removeprefix("http://")


def decoded_body(raw: bytes) -> object:
    """Returns the JSON value of a body, None for an empty one, the bytes themselves where they are no JSON."""
    if not raw:
        return None
    try:
        value: object = json.loads(raw)
    except ValueError:
        return raw
    return value


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def server_bind(self) -> None:
        TCPServer.server_bind(self)  # HTTPServer's own asks for this machine's full name, which can take seconds
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]


def _handler(application: Application, read: Reader, log: Log) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1  # head and body leave in one packet

        def _serve(self) -> None:
            raw = self._body()
            path = self.requestline.split(" ")[1].partition("?")[0]  # `self.path` has lost a double slash at its start
            body = decoded_body(raw)
            meant = read(self.command, path, body)
            request = Request(self.command, path, dict(self.headers.items()), body, raw, meant)
            log.note(request)
            answer = application(request)
            self.send_response(answer.status)
            if answer.content_type:
                self.send_header("Content-Type", answer.content_type)
            for name, value in answer.headers:
                self.send_header(name, value)
            if isinstance(answer.body, bytes):
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(answer.body)
                return
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for part in answer.body:
                self.wfile.write(b"%X\r\n%b\r\n" % (len(part), part))
                self.wfile.flush()
            self.wfile.write(b"0\r\n\r\n")

        def _body(self) -> bytes:
            if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
                return self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parts: list[bytes] = []
            while size := int(self.rfile.readline().split(b";")[0], 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:  # the client has gone, as clients of streams do
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _serve

    return Handler


@contextmanager
def serving(application: Application, read: Reader, log: Log, port: int = 0) -> Iterator[Server]:
    """Serves the application on 127.0.0.1 while the context lasts; port 0 takes a free one.

    `read` turns method, path and body into the logical request; every request is noted in `log`.
    """
    with _Listener(("127.0.0.1", port), _handler(application, read, log)) as listener:
        thread = Thread(target=listener.serve_forever, args=(0.002,), daemon=True)
        thread.start()
        try:
            yield Server(f"http://127.0.0.1:{listener.server_port}", log)
        finally:
            listener.shutdown()
            thread.join()
