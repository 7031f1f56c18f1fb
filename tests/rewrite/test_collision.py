"""A port that is taken: told when the rewritten code moves to it, with the line that uses it, and only then."""

from __future__ import annotations

import pytest

from migrator.rewrite.collision import with_collisions
from migrator.rewrite.plan import FileChange
from migrator.rewrite.run import Rewritten
from migrator.scan.source import Source

OLD, NEW = b'URL = "http://localhost:1"\n', b'URL = "http://localhost:8000"\n'


def reviews(files: dict[str, bytes], old: bytes = OLD, new: bytes = NEW) -> list[tuple[str, int]]:
    def read(path: str) -> Source:
        if path not in files:
            raise FileNotFoundError(path)
        return Source(path, files[path])

    done = Rewritten((FileChange("client.py", Source("client.py", old), new),), (), ())
    told = with_collisions(done, ["client.py", "gone.py", *files], read, ["8000", "8000"], "http")
    return [(note.path, note.line) for note in told.reviews]


@pytest.mark.parametrize(
    "line",
    [
        "uvicorn.run(app, port=8000)",
        'CMD ["uvicorn", "main:app", "--port", "8000"]',
        "gunicorn --bind 0.0.0.0:8000 app",
        "    - 8000:80",
        'VITE_API_URL="http://localhost:8000/v1"',
        "PORT=8000",
        "app.listen(8000, () => {})",
        "python manage.py runserver 8000",
    ],
)
def test_a_line_that_uses_the_port_is_named(line: str) -> None:
    assert reviews({"server": b"x\n" + line.encode() + b"\n"}) == [("server", 2)]


@pytest.mark.parametrize(
    "line",
    ["size = 8000", "http://backend:8000/health", "port=18000", "port=80001", "expose: 9000:8000", "MAX_TOKENS=8000"],
)
def test_a_line_that_does_not_is_not(line: str) -> None:
    assert reviews({"server": line.encode() + b"\n"}) == []


def test_a_document_does_not_listen() -> None:
    assert reviews({"README.md": b"open http://localhost:8000\n"}) == []


def test_nothing_is_told_when_no_change_moves_there() -> None:
    server = {"server": b"port=8000\n"}
    assert reviews(server, NEW, NEW) == []
    assert reviews(server, OLD, b'URL = "http://vllm:8000"\n') == []


def test_what_the_rewrite_itself_wrote_is_no_use_of_the_port() -> None:
    assert reviews({"client.py": NEW}) == []
