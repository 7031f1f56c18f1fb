from __future__ import annotations

import dataclasses
import pickle
from functools import cached_property
from timeit import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.record import field, fields, is_record, record, replace


@record
class Point:
    """Two numbers."""

    x: int
    y: int = 0
    tags: tuple[str, ...] = ()
    more: dict[str, int] = field(default_factory=dict)

    @property
    def sum(self) -> int:
        return self.x + self.y


@record
class Place(Point):
    name: str = ""


@record(eq=False)
class Node:
    value: int


@record(order=True)
class Span:
    start: int
    end: int


@record(slots=False)
class Text:
    data: str

    @cached_property
    def size(self) -> int:
        return len(self.data)


@record(frozen=False)
class Draft:
    lines: list[str] = field(default_factory=list)


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Twin:
    start: int
    end: int = 0
    tags: tuple[str, ...] = ()


@record(order=True)
class Own:
    start: int
    end: int = 0
    tags: tuple[str, ...] = ()


@pytest.mark.parametrize("name", ["x", "unknown", "__class__"])
def test_nothing_can_be_assigned(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(Point(1), name, 2)


def test_nothing_can_be_deleted() -> None:
    with pytest.raises(AttributeError):
        del Point(1).x


@pytest.mark.parametrize(
    ("values", "named"), [((), {}), ((1, 2, (), {}, 5), {}), ((1,), {"z": 1}), ((1,), {"x": 1}), ((), {"y": 1})]
)
def test_wrong_arguments_are_refused(values: tuple[int, ...], named: dict[str, int]) -> None:
    with pytest.raises(TypeError):
        Point(*values, **named)  # type: ignore[arg-type]  # that is the point


def test_arguments_are_taken_by_place_and_by_name() -> None:
    assert Point(1, 2) == Point(y=2, x=1) == Point(1, y=2)
    assert Point(1).y == 0
    assert Point(1, 2).sum == 3


def test_a_default_that_can_change_is_made_anew() -> None:
    Draft().lines.append("x")
    assert Draft().lines == []
    assert Point(1).more is not Point(1).more


def test_only_the_same_class_is_equal() -> None:
    assert Point(1) != Place(1)
    assert Span(1, 2).__eq__((1, 2)) is NotImplemented
    assert Node(1) != Node(1)
    assert len({Span(1, 2), Span(1, 2), Span(1, 3)}) == 2


def test_a_record_that_changes_has_no_hash() -> None:
    draft = Draft()
    draft.lines = ["x"]
    assert draft == Draft(["x"])
    with pytest.raises(TypeError):
        hash(draft)


def test_a_record_inherits_fields() -> None:
    place = Place(1, name="home")
    assert (place.x, place.name, place.sum) == (1, "home", 1)
    assert isinstance(place, Point)
    assert list(fields(Place)) == ["x", "y", "tags", "more", "name"]


def test_what_is_computed_is_kept_where_there_is_room() -> None:
    text = Text("abc")
    assert text.size == 3
    assert vars(text) == {"size": 3}
    with pytest.raises(AttributeError):
        text.data = "other"  # type: ignore[misc]  # that is the point


def test_it_can_be_matched_and_shown() -> None:
    match Span(1, 2):
        case Span(start, end):
            assert (start, end) == (1, 2)
    assert repr(Span(1, 2)) == "Span(start=1, end=2)"


def test_it_is_known_as_a_record() -> None:
    assert is_record(Point)
    assert is_record(Point(1))
    assert not is_record(Twin)


@given(st.integers(), st.integers(), st.lists(st.text()), st.integers())
def test_it_behaves_as_a_dataclass_does(start: int, end: int, tags: list[str], other: int) -> None:
    own, twin = Own(start, end, tuple(tags)), Twin(start, end, tuple(tags))
    assert repr(own) == repr(twin).replace("Twin", "Own")
    assert hash(own) == hash(twin)
    assert (own < Own(other)) == (twin < Twin(other))
    assert (own == Own(other)) == (twin == Twin(other))
    assert replace(own, end=other) == Own(start, other, tuple(tags))
    assert pickle.loads(pickle.dumps(own)) == own


def test_making_a_class_costs_a_fifth_of_what_a_dataclass_does() -> None:
    def make(decorate: object) -> float:
        kind = {"__annotations__": {"a": "int", "b": "int", "c": "int"}, "c": 1, "__doc__": "", "__module__": __name__}
        return min(timeit(lambda: decorate(type("Kind", (), dict(kind))), number=20) for _ in range(5))  # type: ignore[operator]

    assert make(record) * 5 < make(dataclasses.dataclass(frozen=True, slots=True))
