"""What a request is given: by arguments, by the entries of an object among them, or by what is written to it later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.origins import origins
from migrator.deferred import deferred
from migrator.record import field, record
from migrator.syntax import Argument, Call, Joined, Mapping, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migrator.analysis.dataflow import objects
    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.dataflow.values import Value
    from migrator.syntax import Module, Shape
else:
    objects = deferred("migrator.analysis.dataflow.objects")


@record(slots=False)
class Written:
    """What a request is given: by arguments, or by the entries of an object among them."""

    call: Call
    shape: Shape
    module: Module
    project: Project
    known: dict[int, list[Mapping]] = field(default_factory=dict)
    homes: list[Module] = field(default_factory=list)

    def url(self) -> Argument | None:
        """The argument that holds the URL, or the entry of the object in its place."""
        argument = self.call.argument(self.shape.url, self.shape.url_at)
        if argument is None or self.shape.options < 0 or isinstance(argument.value, Text | Joined):
            return argument
        objects = self._objects(argument)
        return entry_of(objects, (self.shape.url,)) if objects else argument

    def method(self) -> str:
        """The method in capitals, empty if it is only known at run time."""
        argument = self.call.argument("method", self.shape.method_at) or self._option(("method",))
        if argument is None:
            return "POST" if self.shape.default == "GET" and self.body() is not None else self.shape.default
        return (argument.value.value or "").upper() if isinstance(argument.value, Text) else ""

    def bases(self) -> list[Argument]:
        """What the URL is relative to, as far as the request itself says."""
        return [found for name in self.shape.base if (found := self._option((name,))) is not None]

    def body(self) -> Argument | None:
        """The argument that holds the body."""
        for name in self.shape.body:
            argument = self.call.argument(name)
            if argument is not None:
                return argument
        after = self.shape.url_at + 1
        for index, name in enumerate(self.shape.positional):
            argument = self.call.argument("\0", after + index)
            if argument is not None:
                return Argument(argument.span, name, argument.value)
        return self._option(self.shape.body) or self._written()

    def _written(self) -> Argument | None:
        """What is written to the request later, if that is one text."""
        if not self.shape.written_by:
            return None
        given = [
            call.arguments[0]
            for touch in objects.touches(self.call.node, self.module, self.project)
            if touch.path in self.shape.written_by and touch.use.kind == "called" and touch.module is self.module
            if isinstance(call := self.module.lower(touch.use.node), Call) and call.arguments
        ]
        return Argument(given[0].span, "body", given[0].value) if len(given) == 1 else None

    def headers(self) -> Argument | None:
        """The argument that holds the headers."""
        name = self.shape.headers
        argument = self.call.argument(name, self.shape.headers_at) if name else None
        return argument or (self._option((name,)) if name else None)

    def _option(self, names: tuple[str, ...]) -> Argument | None:
        if self.shape.options < 0:
            return None
        for position in dict.fromkeys((self.shape.options, self.shape.url_at)):
            argument = self.call.argument("\0", position)
            found = entry_of(self._objects(argument), names) if argument is not None else None
            if found is not None:
                return found
        return None

    def _objects(self, argument: Argument) -> list[Mapping]:
        node = argument.value.node.id
        if node not in self.known:
            literal = isinstance(argument.value, Text | Joined)
            values = [] if literal else origins(argument.value, self.module, self.project)
            found = [part for value in values for part in self._united(value)]
            homes = list(dict.fromkeys(value.module for value in found)) or [self.module]
            self.homes.append(homes[0])
            self.known[node] = [
                value.expression
                for value in found
                if value.module is homes[0] and isinstance(value.expression, Mapping)
            ]
        return self.known[node]

    def _united(self, value: Value, depth: int = 3) -> Iterator[Value]:
        """An object, and those that it unpacks."""
        entries = value.expression.entries if isinstance(value.expression, Mapping) and depth else ()
        if isinstance(value.expression, Mapping):
            yield value
        for entry in entries:
            for inner in origins(entry.value, value.module, self.project) if entry.key is None else ():
                yield from self._united(inner, depth - 1)

    def home(self) -> Module:
        """The file in which its options are written, where these are not arguments of the call."""
        return next((home for home in self.homes if home is not self.module), self.module)


def entry_of(objects: list[Mapping], names: tuple[str, ...]) -> Argument | None:
    """The first entry under one of ``names``, in the order of the names."""
    for name in names:
        for literal in objects:
            for entry in literal.entries:
                if isinstance(entry.key, Text) and entry.key.value == name:
                    return Argument(entry.span, name, entry.value)
    return None
