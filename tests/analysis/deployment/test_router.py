"""The router that stands at the old address, in a real nginx."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.analysis.deployment.trees import RULES

MODULES = Path("/usr/lib/nginx/modules")
pytestmark = pytest.mark.skipif(
    shutil.which("nginx") is None or not (MODULES / "ngx_http_js_module.so").exists(), reason="needs nginx with njs"
)


@contextmanager
def served(name: str) -> Iterator[int]:
    """A server that says its name, what it was asked, and streams three events."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.answer({"object": "list", "data": [{"id": name}]} if self.path == "/v1/models" else {"by": name})

        def do_OPTIONS(self) -> None:
            self.answer({})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if not body.get("stream"):
                self.answer({"by": name, "path": self.path, "key": self.headers["Authorization"], "body": body})
                return
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for number in range(3):
                event = f"data: {number}\n\n".encode()
                self.wfile.write(b"%x\r\n%s\r\n" % (len(event), event))
                self.wfile.flush()
                time.sleep(0.2)
            self.wfile.write(b"0\r\n\r\n")

        def answer(self, value: object) -> None:
            text = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Access-Control-Allow-Origin", "http://app.example")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def router(tmp_path: Path) -> Iterator[str]:
    assert RULES.deployment is not None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with served("chat") as chat, served("embed") as embed:
        peers = {"llama3": f"127.0.0.1:{chat}", "bge": f"127.0.0.1:{embed}", "bge:latest": f"127.0.0.1:{embed}"}
        for target, content in RULES.deployment.router.files.items():
            text = content.replace("PORT", f"127.0.0.1:{port}").replace("SERVERS", json.dumps(peers))
            text = text.replace("modules/", f"{MODULES}/").replace("http {", f'http {{\n  js_path "{tmp_path}";')
            (tmp_path / target.rpartition("/")[2]).write_text(text, encoding="utf-8")
        options = f"pid {tmp_path}/pid; daemon off; error_log {tmp_path}/log;"
        process = subprocess.Popen(["nginx", "-c", str(tmp_path / "nginx.conf"), "-g", options])
        address = f"http://127.0.0.1:{port}"
        for _ in range(100):
            try:
                urlopen(f"{address}/health", timeout=5).close()
                break
            except OSError:
                time.sleep(0.05)
        try:
            yield address
        finally:
            process.terminate()
            process.wait(10)


def ask(url: str, body: object = None, method: str | None = None) -> tuple[int, dict[str, object]]:
    data = json.dumps(body).encode() if body is not None else None
    request = Request(url, data, {"Authorization": "Bearer x", "Content-Type": "application/json"}, method=method)
    try:
        with urlopen(request, timeout=10) as reply:
            return reply.status, {**json.load(reply), "origin": reply.headers["Access-Control-Allow-Origin"]}
    except HTTPError as error:
        return error.code, json.load(error)


def test_a_request_goes_as_it_is_to_the_server_of_its_model(router: str) -> None:
    body = {"model": "bge:latest", "input": "ä" * 200_000}
    status, reply = ask(f"{router}/v1/embeddings", body)
    assert (status, reply["by"], reply["path"], reply["key"]) == (200, "embed", "/v1/embeddings", "Bearer x")
    assert reply["body"] == body
    assert ask(f"{router}/v1/chat/completions", {"model": "llama3"})[1]["by"] == "chat"


def test_a_model_that_nobody_has_is_not_found(router: str) -> None:
    status, reply = ask(f"{router}/v1/chat/completions", {"model": "house"})
    assert (status, reply["error"]) == (
        404,
        {"message": "The model `house` does not exist.", "type": "NotFoundError", "param": "model", "code": 404},
    )


def test_a_stream_comes_event_by_event(router: str) -> None:
    request = Request(f"{router}/v1/chat/completions", json.dumps({"model": "llama3", "stream": True}).encode())
    with urlopen(request, timeout=10) as reply:
        times = [time.monotonic() for line in reply if line.startswith(b"data")]
    assert times[-1] - times[0] > 0.2


def test_the_list_of_models_and_the_health_are_those_of_all(router: str) -> None:
    status, reply = ask(f"{router}/v1/models")
    assert (status, reply["data"]) == (200, [{"id": "chat"}, {"id": "embed"}])
    assert ask(f"{router}/health")[0] == 200
    assert ask(f"{router}/v1/models/bge")[1]["by"] == "embed"


def test_browsers_may_ask_what_the_servers_allow(router: str) -> None:
    assert ask(f"{router}/v1/models")[1]["origin"] == "http://app.example"
    assert ask(f"{router}/v1/chat/completions", method="OPTIONS")[1]["origin"] == "http://app.example"
