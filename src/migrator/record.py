"""Frozen records: what ``dataclasses`` makes, without what that costs when a program starts.

``dataclasses`` takes longer to import than Python to start, and compiles the methods of every class from text: half a
millisecond for a frozen one, of which the vocabulary has a hundred. A record takes 0.02 ms. Type checkers take it for a
frozen dataclass with slots, and it behaves like one: positional and keyword arguments, defaults, ``==``, ``hash``,
``repr``, ``match``, pickling.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, cast, dataclass_transform, overload

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

REQUIRED: Any = type("Required", (), {"__repr__": lambda _: "REQUIRED"})()
"""Stands for the default of a field that has none."""


class Made:
    """A default that is made anew for each record."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


def field(*, default_factory: Callable[[], T]) -> T:
    """A field whose default is what ``default_factory`` returns."""
    return cast(T, Made(default_factory))


def fields(kind: Any) -> dict[str, Any]:
    """The fields of a record, or of its class, in order, each with its default, :data:`REQUIRED` or :class:`Made`."""
    known: dict[str, Any] = kind.__record__
    return known


def is_record(thing: object) -> bool:
    """Whether ``thing`` is a record or a class of records."""
    return hasattr(thing, "__record__")


def replace(one: T, /, **changes: Any) -> T:
    """A copy of the record ``one`` with ``changes``."""
    return type(one)(**{name: getattr(one, name) for name in fields(one)} | changes)


@overload
def record(cls: type[T], /) -> type[T]: ...
@overload
def record(
    *, frozen: bool = True, slots: bool = True, eq: bool = True, order: bool = False
) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: Any = None, /, *, frozen: bool = True, slots: bool = True, eq: bool = True, order: bool = False) -> Any:
    """Makes a class of records from one with annotations.

    Args:
        cls: the class; its annotations are the fields, their values the defaults.
        frozen: nothing can be assigned to a field.
        slots: nothing else can be assigned either; a ``cached_property`` needs that it can.
        eq: two of the same class with equal fields are equal; otherwise only a record and itself.
        order: records can be sorted, by their fields from left to right.
    """
    if cls is None:
        return lambda cls: _made(cls, frozen, slots, eq, order)
    return _made(cls, frozen, slots, eq, order)


def _made(cls: Any, frozen: bool, slots: bool, eq: bool, order: bool) -> Any:
    own = cls.__annotations__
    known = dict(getattr(cls, "__record__", {}))
    new = [name for name in own if name not in known]
    known.update({name: cls.__dict__.get(name, known.get(name, REQUIRED)) for name in own})
    body = {name: value for name, value in cls.__dict__.items() if name not in own and name not in _NOT_COPIED}
    body |= {"__annotations__": own, "__qualname__": cls.__qualname__, "__record__": known}
    loose = () if slots or any(base.__dictoffset__ for base in cls.__bases__) else ("__dict__",)
    body |= {"__slots__": (*new, *loose), "__match_args__": tuple(known)}
    body |= {"__reduce__": _reduce, **({} if "__repr__" in body else {"__repr__": _repr})}
    if frozen:
        body |= {"__setattr__": _refuse, "__delattr__": _refuse}
    if eq or order:
        body |= _comparing(tuple(known), eq, frozen, order)
    made = type(cls)(cls.__name__, cls.__bases__, body)
    made.__init__ = _initialiser(made, known)
    return made


_NOT_COPIED = frozenset(("__dict__", "__weakref__", "__annotate__", "__annotate_func__", "__annotations_cache__"))
"""Made anew for each class."""


def _initialiser(cls: Any, known: dict[str, Any]) -> Callable[..., None]:
    puts = [(name, getattr(cls, name).__set__, default) for name, default in known.items()]
    plain = [put for _, put, _ in puts]
    defaults = tuple(default for default in known.values() if default is not REQUIRED)
    ordered = defaults == tuple(known.values())[len(known) - len(defaults) :]
    if len(plain) in _PUTTING and ordered and not any(default.__class__ is Made for default in defaults):
        made: Any = _PUTTING[len(plain)](*plain)
        made.__code__ = made.__code__.replace(co_varnames=("self", *known))
        made.__defaults__ = defaults
        return cast("Callable[..., None]", made)

    def __init__(self: Any, *values: Any, **named: Any) -> None:
        for put, value in zip(plain, values):  # noqa: B905  # checked below, for half the time
            put(self, value)
        if len(values) == len(plain) and not named:
            return
        for name, put, default in puts[len(values) :] if values else puts:
            value = named.get(name, default)
            if value is default and (default is REQUIRED or default.__class__ is Made):
                if default is REQUIRED:
                    raise TypeError(f"{cls.__name__}() lacks the argument {name!r}")
                value = default.make()
            put(self, value)
        if len(values) > len(puts) or not named.keys() <= known.keys() or (values and _twice(values, named, known)):
            raise TypeError(f"{cls.__name__}() takes {', '.join(known)}; there is more: {', '.join(named) or values}")

    return __init__


def _twice(values: tuple[Any, ...], named: dict[str, Any], known: dict[str, Any]) -> bool:
    """Whether an argument that is given by its place is given by its name as well."""
    return any(name in named for name, _ in zip(known, values))  # noqa: B905  # there are more names


def _two(p: Any, q: Any) -> Callable[..., None]:
    def __init__(self: Any, a: Any, b: Any) -> None:
        p(self, a)
        q(self, b)

    return __init__


def _three(p: Any, q: Any, r: Any) -> Callable[..., None]:
    def __init__(self: Any, a: Any, b: Any, c: Any) -> None:
        p(self, a)
        q(self, b)
        r(self, c)

    return __init__


def _four(p: Any, q: Any, r: Any, s: Any) -> Callable[..., None]:
    def __init__(self: Any, a: Any, b: Any, c: Any, d: Any) -> None:
        p(self, a)
        q(self, b)
        r(self, c)
        s(self, d)

    return __init__


def _five(p: Any, q: Any, r: Any, s: Any, t: Any) -> Callable[..., None]:
    def __init__(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any) -> None:
        p(self, a)
        q(self, b)
        r(self, c)
        s(self, d)
        t(self, e)

    return __init__


_PUTTING: dict[int, Callable[..., Callable[..., None]]] = {2: _two, 3: _three, 4: _four, 5: _five}
"""Number of fields → what makes an initialiser of so many, given what puts each of them.

The arguments are named after the fields of each class. This takes half of the time of an initialiser of any number, and
nine of ten records, of which there are millions, have so few.
"""


def _comparing(names: tuple[str, ...], eq: bool, frozen: bool, order: bool) -> dict[str, Any]:
    """The methods that compare records of a class, which is done millions of times."""
    values = attrgetter(*names) if names else _values  # a single value stands for itself

    def __eq__(self: Any, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:
        return hash(values(self))

    def __lt__(self: Any, other: object) -> bool:
        return values(self) < values(other) if other.__class__ is self.__class__ else NotImplemented

    equal = {"__eq__": __eq__, "__hash__": __hash__ if frozen else None} if eq else {}
    return equal | ({"__lt__": __lt__} if order else {})


def _values(self: Any) -> tuple[Any, ...]:
    return tuple([getattr(self, name) for name in self.__match_args__])


def _repr(self: Any) -> str:
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self.__match_args__)})"


def _reduce(self: Any) -> tuple[Any, tuple[Any, ...]]:
    return type(self), _values(self)


def _refuse(self: Any, name: str, *_: object) -> None:
    if name in self.__match_args__ or not hasattr(self, "__dict__"):
        raise AttributeError(f"{type(self).__name__} is frozen: {name!r} stays as it is")
    object.__setattr__(self, name, *_)
