from __future__ import annotations

import errno
import os
import sys
import tracemalloc
from pathlib import Path

import pytest

from migrator.scan import read
from migrator.scan.read import TooLarge, content, holds_somewhere
from migrator.scan.search import matcher

MB = 1_000_000


@pytest.mark.parametrize("size", [0, 1, read.PIECE - 1, read.PIECE, read.PIECE + 1, 3 * read.PIECE])
def test_a_file_is_read_whole(tmp_path: Path, size: int) -> None:
    data = os.urandom(size)
    (tmp_path / "a").write_bytes(data)
    assert content(str(tmp_path / "a"), 10 * MB) == data


def test_a_file_above_the_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 200_000)
    with pytest.raises(TooLarge) as raised:
        content(str(tmp_path / "a"), 199_999)
    assert raised.value.size == 200_000
    assert len(content(str(tmp_path / "a"), 200_000)) == 200_000


def test_a_file_of_100_megabytes_is_searched_without_taking_that_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as stream:
        stream.truncate(100 * MB)
        stream.seek(99 * MB)
        stream.write(b"OLLAMA")
    tracemalloc.start()
    try:
        assert holds_somewhere(str(path), matcher((b"ollama",)))
        assert tracemalloc.get_traced_memory()[1] < 10 * MB
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("word", [b"ollama", "ollama".encode("utf-16-le"), "ollama".encode("utf-32-be")])
def test_a_needle_across_two_pieces_of_a_large_file_is_found(tmp_path: Path, word: bytes) -> None:
    holds = matcher((b"ollama",))
    for before in range(len(word) + 1):
        (tmp_path / "a").write_bytes(b"x" * (read.CHUNK - before) + word + b"y" * 10)
        assert holds_somewhere(str(tmp_path / "a"), holds)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    with pytest.raises(OSError) as raised:
        content(str(tmp_path / "link"), MB)
    assert raised.value.errno == errno.ELOOP
    monkeypatch.setattr(read, "FOLLOWS", True)  # as where the system has no flag against it
    monkeypatch.setattr(read, "FLAGS", os.O_RDONLY)
    with pytest.raises(OSError) as raised:
        content(str(tmp_path / "link"), MB)
    assert raised.value.errno == errno.ELOOP


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in directories")
def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert content(str(tmp_path / "pipe"), MB) == b""


def test_every_failure_has_a_reason_for_people(tmp_path: Path) -> None:
    said = {}
    for path in (tmp_path / "gone", tmp_path):
        try:
            content(str(path), MB)
        except OSError as error:
            said[path] = read.why(error)
    assert said == {tmp_path / "gone": "vanished during the scan", tmp_path: "is a directory, where a file was listed"}
    assert read.why(PermissionError(errno.EACCES, "x")) == "cannot be read: permission denied"
    assert read.why(OSError(errno.EIO, "Input/output error")) == "cannot be read: Input/output error"
