"""Pickles records by their fields in order, without asking each one how."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import IO, Any

from migrator.record import fields, is_record


def dump(value: object, stream: IO[bytes]) -> None:
    """Writes ``value`` for :func:`pickle.load`."""
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(value)


class _Pickler(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        of = _fields(type(value))  # type: ignore[arg-type]  # mypy takes the hash of an instance for that of the type
        return NotImplemented if of is None else (type(value), of(value))


@cache
def _fields(kind: type[Any]) -> Callable[[object], tuple[object, ...]] | None:
    """What gives the arguments that make an equal value, for a record."""
    if not is_record(kind):
        return None
    names = list(fields(kind))
    if len(names) < 2:
        return lambda value: tuple(getattr(value, name) for name in names)
    return attrgetter(*names)
