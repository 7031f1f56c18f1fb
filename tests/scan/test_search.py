from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.scan import search
from migrator.scan.search import MANY_FILES, finder, matcher

if TYPE_CHECKING:
    from migrator.scan.search import Matcher

NEEDLES = (b"ollama", b"11434", b"/api/chat", b"/api/embed", b"/api/embeddings")
Make = Callable[[Sequence[bytes]], "Matcher"]


def hyperscan(needles: Sequence[bytes]) -> Matcher:
    return search.with_hyperscan(needles) or pytest.skip("hyperscan is not installed")


def memmem(needles: Sequence[bytes]) -> Matcher:
    return search.with_memmem(needles) or pytest.skip("no glibc")


@pytest.fixture(params=[search.with_in, memmem, hyperscan])
def make(request: pytest.FixtureRequest) -> Make:
    chosen: Make = request.param
    return chosen


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"llama",
        b"o llama",
        b"1143",
        b"114 34",
        b"/api/other /api/cha",
        b"/api/",
        b"\0" * 9,
        b"ol\0lama",
        b"\xff\xfeo\0l\0",
    ],
)
def test_bytes_without_a_needle(make: Make, raw: bytes) -> None:
    assert not make(NEEDLES)(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"ollama",
        b"xOLLAMAx",
        b"OlLaMa",
        b"http://x:11434/",
        b"/API/Chat",
        b"/api/other /api/chat",
        b"\0\0ollama",
        "Ollama".encode("utf-16-le"),
        "OLLAMA".encode("utf-16-be"),
        "ollama".encode("utf-16"),
        "a ollama".encode("utf-32-le"),
        "/api/chat".encode("utf-32-be"),
        b"\xff" * 70_000 + b"ollama",
    ],
)
def test_bytes_with_a_needle(make: Make, raw: bytes) -> None:
    assert make(NEEDLES)(raw)


@given(st.lists(st.sampled_from([b"o", b"O", b"l", b"lama", b"11", b"434", b"/api/", b"chat", b"\0", b"x", b"\xc3"])))
def test_all_matchers_agree_with_a_plain_search(pieces: list[bytes]) -> None:
    raw = b"".join(pieces)
    expected = any(needle in raw.lower() for needle in NEEDLES)
    for make in (search.with_in, search.with_memmem, search.with_hyperscan):
        holds = make(NEEDLES)
        if holds is not None and not (b"\0" in raw and holds(raw)):
            assert holds(raw) == expected


def test_nothing_is_found_without_needles() -> None:
    assert not matcher(())(b"ollama")
    assert not matcher((b"",))(b"ollama")
    assert finder((b"",))(b"ollama") == []


def test_the_matcher_for_many_files_finds_the_same() -> None:
    for files in (0, MANY_FILES):
        holds = matcher(NEEDLES, files)
        assert holds(b"an Ollama") and not holds(b"a llama")


def test_the_stems_of_many_needles_are_few() -> None:
    assert search.stems(NEEDLES) == {
        b"11434": (b"11434",),
        b"/api/": (b"/api/chat", b"/api/embed", b"/api/embeddings"),
        b"ollama": (b"ollama",),
    }


def test_no_span_is_found_in_text_without_a_needle() -> None:
    assert finder(NEEDLES)("Llama /api/chats? /api/chat".replace("/api/chat", "/api/cha").encode()) == []


def test_spans_are_in_order_and_the_longest_counts() -> None:
    data = b"OLLAMA_HOST=x:11434 /api/embeddings ollamaollama /api/embed"
    assert [data[start:end] for start, end in finder(NEEDLES)(data)] == [
        b"OLLAMA",
        b"11434",
        b"/api/embeddings",
        b"ollama",
        b"ollama",
        b"/api/embed",
    ]


def test_a_span_inside_another_does_not_count() -> None:
    assert finder((b"llama", b"ollama", b"ollama_host"))(b"ollama_host") == [(0, 11)]
    assert finder((b"llama", b"ollama"))(b"llama") == [(0, 5)]


@given(st.text(alphabet="oOlLaAmM1 43/\nüſK"))
def test_spans_are_those_of_a_plain_search(text: str) -> None:
    data = text.encode()
    found = finder((b"ollama", b"11434"))(data)
    count = data.lower().count(b"ollama") + data.count(b"11434")
    assert len(found) == count
    assert all(data[start:end].lower() in (b"ollama", b"11434") for start, end in found)
