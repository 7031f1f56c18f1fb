from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from migrator.scan.source import BLOCK, Source


@given(st.text("a\né\r", max_size=40), st.integers(0, 3 * BLOCK), st.integers(0, 4 * BLOCK))
def test_a_position_is_that_of_the_text_before_it(text: str, padding: int, offset: int) -> None:
    data = f"{'b' * padding}{text}".encode() * 2
    before = data[:offset]
    start = before.rfind(b"\n") + 1
    source = Source("some.py", data)
    assert source.line(offset) == before.count(b"\n") + 1
    assert source.line_start(offset) == start
    assert source.position(offset) == (before.count(b"\n") + 1, len(before[start:].decode("utf-8", "replace")) + 1)
