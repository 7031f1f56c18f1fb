"""Files that are read again and again must be the same each time, or the run ends before anything is written."""

from __future__ import annotations

import pytest

from migrator.scan.source import Source
from migrator.scan.steady import Changed, steady


class Disk:
    """Files that a test changes between two reads."""

    def __init__(self, **files: bytes) -> None:
        self.files = files
        self.reads: list[str] = []

    def __call__(self, path: str) -> Source:
        self.reads.append(path)
        if path not in self.files:
            raise FileNotFoundError(path)
        return Source(path, self.files[path])


def test_a_file_is_read_once_while_there_is_room() -> None:
    disk = Disk(a=b"one", b=b"two")
    read = steady(disk)
    assert [read(path).data for path in "abab"] == [b"one", b"two", b"one", b"two"]
    assert disk.reads == ["a", "b"]


def test_what_was_asked_for_longest_ago_is_read_again() -> None:
    disk = Disk(a=b"1234", b=b"1234", c=b"1234")
    read = steady(disk, room=8)
    for path in "abaca":
        read(path)
    assert disk.reads == ["a", "b", "c"]
    read("b")
    assert disk.reads == ["a", "b", "c", "b"]


def test_a_file_larger_than_the_room_is_given_all_the_same() -> None:
    disk = Disk(a=b"123456789")
    read = steady(disk, room=4)
    assert read("a").data == read("a").data == b"123456789"


def test_a_file_that_changed_ends_the_run() -> None:
    disk = Disk(a=b"before", b=b"1234")
    read = steady(disk, room=4)
    read("a")
    read("b")
    disk.files["a"] = b"after!"
    with pytest.raises(Changed, match="a: changed while it was read; nothing was written"):
        read("a")


def test_a_file_that_went_away_ends_the_run() -> None:
    disk = Disk(a=b"before", b=b"1234")
    read = steady(disk, room=4)
    read("a")
    read("b")
    del disk.files["a"]
    with pytest.raises(Changed, match="a: went away while it was read"):
        read("a")


def test_a_file_that_never_was_is_the_callers_business() -> None:
    read = steady(Disk())
    with pytest.raises(FileNotFoundError):
        read("a")
