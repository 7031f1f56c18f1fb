from __future__ import annotations

import io
import pickle
from dataclasses import dataclass, field

import pytest

from migrator.model import Edit, Finding, Fix, Keep, Span
from migrator.scan.compact import dump


@dataclass(frozen=True, slots=True)
class One:
    only: tuple[int, ...]


@dataclass(slots=True)
class Nothing:
    pass


@dataclass
class Counted:
    """Cannot be made from its fields alone."""

    name: str
    count: int = field(default=0, init=False)


@dataclass(frozen=True, kw_only=True)
class Named:
    name: str


COUNTED = Counted("x")
COUNTED.count = 3
EDIT = Edit("a.py", Span(1, 2), ("x", Keep(Span(3, 4))), "rule")
FINDING = Finding(
    "a", Span(0, 1), 1, 1, 1, 2, "r", "url", "low", "backend", "text", "m", "t", Fix("safe", "h", "", (EDIT,))
)


@pytest.mark.parametrize(
    "value",
    [One((1,)), Nothing(), COUNTED, Named(name="x"), FINDING, (True, [FINDING, FINDING]), ValueError("x"), Span],
)
def test_what_was_written_is_read_again(value: object) -> None:
    stream = io.BytesIO()
    dump(value, stream)
    again = pickle.loads(stream.getvalue())
    assert again == value or (isinstance(value, ValueError) and again.args == value.args)


def test_what_is_shared_stays_shared() -> None:
    stream = io.BytesIO()
    dump([FINDING, FINDING], stream)
    first, second = pickle.loads(stream.getvalue())
    assert first is second
