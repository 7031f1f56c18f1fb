"""One parsed file of a programming language, and the code base it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from migrator.model import Edit, Keep, Span
from migrator.syntax.defining import Defining
from migrator.syntax.expressions import Call, Expression, Mapping, Member, Name, Slot, Spelling, Text
from migrator.syntax.http import Doubles, Shape
from migrator.syntax.importing import Importing
from migrator.syntax.timing import Timing
from migrator.syntax.types import Types
from migrator.syntax.values import Binding, Each, Parts, Position, Read, Scope, Steps, Use
from migrator.syntax.writing import Bodies, Loops

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.scan.source import Source


class Project(Protocol):
    """The files of a code base, parsed when they are first needed."""

    files: frozenset[str]
    notes: dict[str, object]
    """What a language remembers of the whole project, by the path of the file it comes from."""

    def module(self, path: str) -> Module | None:
        """The module at a path."""

    def named(self, stem: str) -> list[str]:
        """The paths whose file name is ``stem``."""

    def read(self, path: str, /) -> Source | None:
        """The source of a path, ``None`` where it cannot be read."""


class Module(Defining, Importing, Protocol):
    """One parsed file of a programming language."""

    source: Source
    language: str
    family: str
    """The language that rules are written for: JavaScript and Vue are of TypeScript's."""
    environment: frozenset[str]
    """Qualified names of the mappings that hold the environment."""

    base_names: frozenset[str]
    """Names of what an HTTP client is given as the URL that its requests are relative to."""

    packages: bool
    """Whether a name taken from a module may be a module itself."""

    writes: frozenset[str]
    """What can be written anew, of ``http`` requests and calls of ``packages``; the rest is only reported."""

    loose: bool
    """Whether a value that is not known may be nothing, and is written for that."""

    bodies: Bodies | None
    """How mappings are built in several places; ``None`` where that is not written anew."""

    loops: Loops | None
    """How loops over a streamed reply are written; ``None`` where they are not rewritten."""

    timing: Timing | None
    """How time is measured; ``None`` where that is not written."""

    doubles: Doubles | None
    """How tests make responses up; ``None`` where their replies are not written anew."""

    @property
    def broken(self) -> bool:
        """Whether the file has places that are not understood, so that what is around them may be taken for another."""

    @property
    def types(self) -> Types | None:
        """Types that a compiler holds values to; ``None`` where nothing depends on them."""

    libraries: frozenset[str]
    """Words of which a file that makes HTTP requests has one."""

    @property
    def typed(self) -> bool:
        """Whether a compiler checks the types of what is written."""

    @property
    def requests(self) -> frozenset[str]:
        """Last names of the callees that may be HTTP requests."""

    def request(self, names: frozenset[str], callee: Expression) -> Shape | None:
        """How the HTTP request is written that a callee of these qualified names makes, if it makes one."""

    def spelling(self, call: Call, names: frozenset[str]) -> Spelling | None:
        """How the text that a call gives is put together, if the language's own library tells."""

    def held(self, call: Call, key: str | int) -> list[Expression]:
        """What the part ``key`` of the object that a call gives may be, if the language's own library tells."""

    def lower(self, node: Node) -> Expression:
        """The expression at a node of the tree."""

    def calls(self, names: frozenset[str]) -> list[Call]:
        """Every call whose callee ends in one of ``names``, in order."""

    def strings(self, spans: Sequence[Span]) -> list[Text]:
        """The string literals around byte spans."""

    def scope(self, offset: int) -> Scope:
        """The innermost scope at a byte offset."""

    def reaching(self, name: Name) -> tuple[Binding, ...]:
        """The bindings whose value a name may have where it is read."""

    def uses(self, binding: Binding) -> list[Name]:
        """The reads that may see a binding."""

    def use(self, node: Node) -> Use:
        """What becomes of the value of an expression node, one step on."""

    def each(self, node: Node) -> Each | None:
        """How the elements of the list at ``node`` are gone through by a method of the list, if they are."""

    def pattern_key(self, binding: Binding) -> Span | None:
        """Where the key is written by which a pattern takes the value of ``binding`` out of another."""

    def sole_pattern(self, binding: Binding) -> tuple[Span, Node] | None:
        """The pattern that binds nothing but ``binding``, and the value that it takes apart."""

    def binding(self, scope: Scope, name: str) -> tuple[Binding, ...]:
        """All bindings of a name in one scope."""

    def occurrences(self, name: str) -> list[Expression]:
        """Every read of a variable or a member of this name."""

    def imported(self, name: str, project: Project) -> Module | None:
        """The module of the project that an import of ``name`` in this file means."""

    def position(self, node: Node) -> Position:
        """What kind of expression may stand where ``node`` stands."""

    def settled(self, check: Node, read: Node, good: bool = True) -> bool:
        """Whether ``read`` only runs when a look at a status, at ``check``, has told of success, or of failure."""

    def neutral(self, node: Node) -> bool:
        """Whether a first value stands for nothing yet: ``None``, an empty text, list or mapping."""

    def reading(self, read: Read) -> Parts | None:
        """The source text for a read; ``None`` if it cannot be written in place."""

    def membership(self, node: Node, key: str) -> tuple[Span, str] | None:
        """The key in ``key in value`` at ``node``: where it is written, and how ``key`` is written there."""

    def having(self, test: Node, value: Node, read: Parts | None, key: str) -> tuple[Span, Parts] | None:
        """The edit that lets ``key in value`` ask an object for ``key``, or whether ``read`` gives a value."""

    def searches(self, test: Node, text: Node) -> bool:
        """Whether the comparison at ``test`` looks for another value, not written out, in that at ``text``."""

    def decoded(self, value: Parts) -> tuple[Parts, str]:
        """The value of JSON text, and the module that has to be imported for it, if any."""

    def surely(self, node: Node) -> bool:
        """Whether ``node`` only runs where its own value was tested to be true: inside ``if value:``."""

    def is_truth(self, expression: Expression) -> bool:
        """Whether a value is true or false by the way it is written: a comparison, a negation."""

    def quote(self, node: Node) -> str:
        """The mark to write texts and keys with where ``node`` stands: a quote, or what the language makes of it."""

    def literal(self, template: object, mark: str, given: Parts) -> Parts:
        """Data of a rule as a literal of the language, with ``given`` in the place of ``$value``."""

    def field(self, style: str, name: str, value: Parts, mark: str) -> Parts:
        """A field with its name: an entry of a mapping, or an argument with a keyword."""

    def label(self, where: Span, name: str, mark: str) -> str:
        """The key ``name`` as it is written in the place of the one at ``where``."""

    def access(self, steps: Steps, mark: str) -> str:
        """What is written behind a mapping to get at a part of it."""

    def mapping(self, entries: Parts) -> Parts:
        """A mapping literal with these entries."""

    def lenient(self, node: Node) -> bool:
        """Whether the access at ``node`` gives nothing, rather than an error, where the part is missing."""

    def holding(self, key: str) -> list[Mapping]:
        """The mapping literals of this file that have a key."""

    def storing(self, key: str) -> list[tuple[Member, Slot]]:
        """The statements of this file that set the field ``key`` of a mapping: the member, and the field."""

    def store(self, node: Node) -> Slot | None:
        """The field that an assignment to the member at ``node`` sets; its span is the whole statement."""

    def prepended(self, owner: str, field: str, template: object, value: Span, mark: str) -> Parts | None:
        """A statement that puts the first element of ``template`` in front of the list in a field."""

    def appended(self, expression: Expression, text: str) -> Parts | None:
        """An expression for the text of ``expression`` with ``text`` after it."""

    def serialised(self, expression: Expression) -> Expression | None:
        """The value inside ``json.dumps(value)``."""

    def rounds(self, node: Node) -> list[tuple[Binding, Expression]]:
        """The variables of the loops around a place, innermost first, each with what its loop goes over."""

    def mentions(self, name: str) -> bool:
        """Whether an identifier of this name stands anywhere in the file."""

    def annotates(self, node: Node) -> bool:
        """Whether ``node`` stands in a type annotation."""

    def streams(self, node: Node) -> bool:
        """Whether the annotation around ``node`` is that of something which gives parts one by one."""

    def statement(self, name: str, callee: str, arguments: Sequence[str], called: bool = False) -> str:
        """A statement that binds ``name`` to an object that is made or, ``called``, to what a function gives."""

    def code(self, text: str, node: Node) -> str:
        """Code of a rule, with its texts in the quotes that are used where ``node`` stands."""

    def bag(self, style: str, name: str, fields: Parts, mark: str) -> Parts:
        """The argument or entry that holds fields which a client library does not declare."""

    def errors(self, node: Node) -> list[Name]:
        """The reads of what is caught of any error at ``node``, where a handler catches them all."""

    def handlers(self, node: Node) -> list[Expression]:
        """The exceptions named by the handlers that an error at ``node`` may reach inside its function."""

    def names_exception(self, handler: Expression, name: str) -> bool:
        """Whether a handler names the exception of this qualified name."""

    def caught(self, node: Node) -> list[Name]:
        """The reads of the variable that an exception named at ``node`` is bound to."""

    def also_caught(self, handler: Expression, name: str, rule: str) -> Edit:
        """The edit by which a handler catches ``name`` as well."""

    def extended(self, expression: Expression, suffix: str, default: str) -> Parts:
        """``expression`` without its trailing slash, and ``suffix``; ``default`` where it may be nothing."""

    def is_base(self, node: Node) -> bool:
        """Whether ``node`` names a base class."""

    def edit(self, span: Span, parts: Iterable[str | Keep], rule: str) -> Edit:
        """An edit of this file."""
