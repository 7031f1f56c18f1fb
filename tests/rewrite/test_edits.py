"""Nested edits: what they render to, what they must leave alone, and which do not go together."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.model import Edit, Keep, Span
from migrator.rewrite.edits import conflicts, flatten, render

SOURCE = b"call(model, prompt=reply['text'], stream=True)"


def edit(start: int, end: int, *parts: str | Keep) -> Edit:
    return Edit("a.py", Span(start, end), parts, "r")


def keep(start: int, end: int) -> Keep:
    return Keep(Span(start, end))


def at(text: bytes, *parts: str | Keep) -> Edit:
    start = SOURCE.index(text)
    return edit(start, start + len(text), *parts)


def span(text: bytes) -> Keep:
    return keep(SOURCE.index(text), SOURCE.index(text) + len(text))


def test_no_edits_leave_every_byte() -> None:
    assert render(SOURCE, []) == SOURCE
    assert flatten(SOURCE, []) == []


def test_an_edit_with_its_own_text_is_no_replacement() -> None:
    assert render(SOURCE, [at(b"model", "model")]) == SOURCE
    assert flatten(SOURCE, [at(b"model", "model")]) == []


def test_a_kept_span_is_rendered_with_the_edits_inside_it() -> None:
    outer = at(b"prompt=reply['text']", "messages=[", span(b"reply['text']"), "]")
    inner = at(b"['text']", ".content")
    assert render(SOURCE, [inner, outer]) == b"call(model, messages=[reply.content], stream=True)"
    assert conflicts([inner, outer]) == []


def test_kept_spans_may_change_places() -> None:
    swap = at(b"model, prompt=reply['text']", span(b"prompt=reply['text']"), ", ", span(b"model"))
    inner = at(b"['text']", ".content")
    assert render(SOURCE, [swap, inner]) == b"call(prompt=reply.content, model, stream=True)"


def test_text_that_one_edit_removes_may_be_kept_by_another() -> None:
    """A system prompt moves from its own argument into the messages."""
    gone = at(b"model, ")
    taken = at(b"stream=True", "model=", span(b"model"))
    inner = at(b"model", "name")
    assert conflicts([gone, taken, inner]) == []
    assert render(SOURCE, [gone, taken, inner]) == b"call(prompt=reply['text'], model=name)"


def test_an_edit_may_wrap_the_whole_of_its_own_span() -> None:
    wrap = at(b"reply['text']", "(", span(b"reply['text']"), ' or "")')
    assert render(SOURCE, [wrap, at(b"'text'", "0")]) == b'call(model, prompt=(reply[0] or ""), stream=True)'
    assert conflicts([wrap]) == []


def test_an_insertion_where_a_replacement_starts_is_not_swallowed() -> None:
    insertion, replacement = edit(0, 0, "client = Client()\n"), edit(0, 4, "client.create")
    for order in ([insertion, replacement], [replacement, insertion]):
        assert render(SOURCE, order).startswith(b"client = Client()\nclient.create(model")
        assert conflicts(order) == []


def test_insertions_at_one_offset_come_in_the_order_given() -> None:
    assert render(b"ab", [edit(1, 1, "2"), edit(1, 1, "1")]) == b"a21b"


def test_an_insertion_between_two_kept_spans_comes_once() -> None:
    outer = edit(0, 4, "<", keep(0, 2), keep(2, 4), ">")
    assert render(b"abcd", [outer, edit(2, 2, "-")]) == b"<ab-cd>"


def test_an_insertion_at_the_end_of_a_kept_span_is_kept() -> None:
    outer = edit(0, 4, keep(1, 3))
    inner = [edit(1, 1, "<"), edit(3, 3, ">")]
    assert render(b"abcd", [outer, *inner]) == b"<bc>"
    assert conflicts([outer, *inner]) == []


def test_insertions_at_the_ends_of_an_edit_stand_outside() -> None:
    outer = edit(1, 3, "[", keep(1, 3), "]")
    assert render(b"abcd", [edit(1, 1, "<"), outer, edit(3, 3, ">")]) == b"a<[bc]>d"


def test_the_same_edit_of_two_units_is_made_once() -> None:
    assert render(b"ab", [edit(1, 1, "-"), Edit("a.py", Span(1, 1), ("-",), "other")]) == b"a-b"
    assert conflicts([edit(0, 1, "x"), Edit("a.py", Span(0, 1), ("x",), "other")]) == []


def test_edits_side_by_side_do_not_conflict() -> None:
    assert conflicts([edit(0, 1, "x"), edit(1, 2, "y"), edit(1, 1, "z")]) == []


def test_edits_of_different_files_do_not_conflict() -> None:
    assert conflicts([edit(0, 2, "x"), Edit("b.py", Span(1, 3), ("y",), "r")]) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(edit(0, 4, "x"), edit(0, 4, "y"), id="same span, other text"),
        pytest.param(edit(0, 4, "x"), edit(2, 6, "y"), id="overlap without nesting"),
        pytest.param(edit(0, 4, "x"), edit(1, 2, "y"), id="inside text that goes away"),
        pytest.param(edit(0, 4, "x"), edit(2, 2, "y"), id="insertion into text that goes away"),
        pytest.param(edit(0, 6, keep(3, 6)), edit(2, 4, "y"), id="half inside a kept span"),
        pytest.param(edit(0, 4, keep(5, 9)), edit(7, 12, "y"), id="overlaps what another edit moves"),
        pytest.param(edit(0, 4, keep(8, 12)), edit(9, 10, keep(0, 6)), id="keep each other"),
    ],
)
def test_conflict(first: Edit, second: Edit) -> None:
    for order in ([first, second], [second, first]):
        assert {first, second} in [set(pair) for pair in conflicts(order)]


def test_an_edit_that_keeps_more_than_itself_conflicts_with_itself() -> None:
    bad = edit(2, 4, keep(0, 6))
    assert (bad, bad) in conflicts([bad])
    with pytest.raises(ValueError, match="keeps itself"):
        render(b"abcdefgh", [bad])


def test_overlaps_and_spans_outside_the_file_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        render(b"abcdef", [edit(0, 4, "x"), edit(2, 6, "y")])
    with pytest.raises(ValueError, match="outside"):
        render(b"abc", [edit(1, 9, "x")])


def test_a_thousand_levels_of_nesting_render() -> None:
    size = 20_000
    nested = [edit(n, size - n, "(", keep(n + 1, size - n - 1), ")") for n in range(1_000)]
    assert render(b"x" * size, nested) == b"(" * 1_000 + b"x" * (size - 2_000) + b")" * 1_000


def test_replacements_leave_out_what_their_ends_keep() -> None:
    text = "größe = alt".encode()
    whole = edit(0, len(text), "größe = ält")
    assert flatten(text, [whole]) == [(Span(10, 11), "ä")]


def test_a_kept_span_splits_a_replacement() -> None:
    wrap = at(b"prompt=reply['text']", "messages=[", span(b"reply['text']"), "]")
    assert flatten(SOURCE, [wrap]) == [(Span(12, 19), "messages=["), (Span(32, 32), "]")]


@st.composite
def nested_edits(draw: st.DrawFn, start: int, end: int, depth: int = 3) -> list[Edit]:
    """Edits in ``[start, end)`` that do not conflict: apart, touching, or inside what another one keeps."""
    cuts = sorted(draw(st.lists(st.integers(start, end), max_size=6)))
    edits: list[Edit] = []
    for low, high in zip(cuts[::2], cuts[1::2], strict=False):
        text = st.text(st.sampled_from("abé\n🙂"), max_size=4)
        if low + 1 < high and depth and draw(st.booleans()):
            inner = sorted(draw(st.lists(st.integers(low, high), min_size=2, max_size=2)))
            edits.append(edit(low, high, draw(text), keep(inner[0], inner[1]), draw(text)))
            strictly = (max(inner[0], low + 1), min(inner[1], high - 1))
            if strictly[0] < strictly[1]:
                edits.extend(draw(nested_edits(*strictly, depth - 1)))
        else:
            edits.append(edit(low, high, draw(text)))
    return edits


@st.composite
def cases(draw: st.DrawFn) -> tuple[bytes, list[Edit]]:
    source = draw(st.text(st.sampled_from("xyz \n"), min_size=1, max_size=40)).encode()
    seen: dict[Span, Edit] = {}
    for one in draw(nested_edits(0, len(source))):
        seen.setdefault(one.span, one)
    edits = list(seen.values())
    bad = {id(two) for _, two in conflicts(edits)}
    return source, draw(st.permutations([one for one in edits if id(one) not in bad]))


@given(cases())
def test_flattened_edits_render_to_the_same_and_never_touch(case: tuple[bytes, list[Edit]]) -> None:
    source, edits = case
    flat = flatten(source, edits)
    assert render(source, [Edit("a.py", span, (text,), "r") for span, text in flat]) == render(source, edits)
    for (left, _), (right, _) in pairwise(flat):
        assert left.end < right.start
    for span_, text in flat:
        assert source[span_.start : span_.end].decode() != text


@given(cases())
def test_bytes_outside_every_span_survive_in_order(case: tuple[bytes, list[Edit]]) -> None:
    source, edits = case
    covered = {at for one in edits for at in range(one.span.start, one.span.end)}
    left = bytes(byte for at, byte in enumerate(source) if at not in covered)
    written = "".join(part for one in edits for part in one.parts if isinstance(part, str)).encode()
    rest = iter(render(source, edits))
    assert all(byte in rest for byte in left)
    assert len(render(source, edits)) <= len(source) + len(written)


@given(st.lists(st.builds(lambda a, b: edit(min(a, b), max(a, b), "new"), st.integers(0, 9), st.integers(0, 9))))
def test_edits_that_keep_nothing_go_together_exactly_when_they_are_apart(edits: list[Edit]) -> None:
    def together(one: Edit, two: Edit) -> bool:
        inside = one.span.start < two.span.end and two.span.start < one.span.end
        return one == two or not inside

    expected = any(not together(one, two) for one in edits for two in edits)
    assert bool(conflicts(edits)) == expected
