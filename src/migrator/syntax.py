"""Code as the analysis sees it: expressions, bindings and uses, the same for every programming language.

A language lowers its syntax tree to these on demand, a node at a time, and keeps the tree for itself. The analysis
asks three things of a language: what an expression is made of (:class:`Expression`), where a name gets its value
(:class:`Binding`), and what becomes of a value (:class:`Use`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from migrator.model import Edit, Keep, Span

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


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """Something with a value. Anything a language cannot put more precisely is a plain ``Expression``."""

    node: Node
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Literal characters inside a :class:`Text`, as written."""

    text: str
    span: Span

    def part(self, start: int, end: int) -> Piece:
        """The characters from ``start`` to ``end``."""
        before = len(self.text[:start].encode())
        size = len(self.text[start:end].encode())
        return Piece(self.text[start:end], Span(self.span.start + before, self.span.start + before + size))


@dataclass(frozen=True, slots=True, eq=False)
class Text(Expression):
    """A string literal, with interpolations where it has any."""

    pieces: tuple[Piece | Expression, ...]

    @property
    def value(self) -> str | None:
        """The characters, or ``None`` if something is interpolated."""
        if all(isinstance(piece, Piece) for piece in self.pieces):
            return "".join(piece.text for piece in self.pieces if isinstance(piece, Piece))
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Constant(Expression):
    """A number, a truth value or nothing."""

    value: float | bool | None


@dataclass(frozen=True, slots=True, eq=False)
class Name(Expression):
    """A variable that is read."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Member(Expression):
    """``object.key`` or ``object["key"]``; an integer key is a position."""

    object: Expression
    key: str | int
    subscript: bool


@dataclass(frozen=True, slots=True, eq=False)
class Argument:
    """One argument of a call. ``spread`` is the operator that unpacks it, if any."""

    span: Span
    name: str
    value: Expression
    spread: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Call(Expression):
    """A call, or the construction of an object."""

    callee: Expression
    arguments: tuple[Argument, ...]

    def argument(self, name: str, position: int | None = None) -> Argument | None:
        """The argument called ``name``, or the one at ``position`` among those without a name."""
        for argument in self.arguments:
            if argument.name == name and not argument.spread:
                return argument
        if position is not None and 0 <= position < len(self.arguments):
            before = self.arguments[: position + 1]
            if all(not argument.name and not argument.spread for argument in before):
                return before[-1]
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One entry of a mapping; without a key it unpacks another mapping."""

    span: Span
    key: Expression | None
    value: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Mapping(Expression):
    """A dictionary or object literal."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Items(Expression):
    """A list or tuple literal."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Choice(Expression):
    """One of several values, decided at run time: ``a or b``, ``a if c else b``."""

    options: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Joined(Expression):
    """``left + right``."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Awaited(Expression):
    """A value that is waited for."""

    value: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Spelling:
    """How the text that a call gives is put together: its parts in order.

    With ``variable`` the call reads that environment variable, and the parts are what it falls back to.
    """

    parts: tuple[Expression, ...]
    variable: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """Where names live. A class scope is not seen from the functions in it."""

    kind: Literal["module", "class", "function", "comprehension", "block"]
    node: Node
    span: Span
    parent: Scope | None


BindingKind = Literal[
    "assigned",  # name = value; with a path when it was unpacked
    "iterated",  # for name in value
    "entered",  # with value as name
    "parameter",  # value is the default, if any; annotation the type as written
    "imported",  # module, imported
    "declared",  # def or class; value is the definition itself
    "changed",  # name += value, del name, a name bound in a way that is not followed
]


@dataclass(frozen=True, slots=True, eq=False)
class Binding:
    """A place that gives a name its value. ``path`` are the positions and keys unpacked from the value."""

    name: str
    node: Node
    scope: Scope
    kind: BindingKind
    value: Node | None = None
    path: tuple[str | int, ...] = ()
    module: str = ""
    imported: str = ""
    annotation: Node | None = None
    position: int = -1
    start: int = 0


UseKind = Literal[
    "member",  # read of a part; key says which, node is the whole access
    "called",  # the value is called; node is the call
    "argument",  # handed to a call; node is the call, argument which
    "assigned",  # bound to names, see bindings
    "stored",  # put into an attribute or a container; node is the target
    "entered",  # with value as name
    "iterated",  # looped over; node is the loop
    "flows",  # the value of a larger expression is this value: await, or, if-else, parentheses
    "returned",
    "yielded",
    "contains",  # key in value; with ATTRIBUTE as argument, the value is asked whether it has an attribute key
    "tested",  # only its truth
    "compared",
    "formatted",  # put into a text
    "piped",  # one side of ``|``; key says which, 0 or 1, node is the whole
    "element",  # of a literal list or mapping
    "discarded",
    "unknown",
]


ATTRIBUTE = "attribute"
"""The argument of a use that asks an object for an attribute rather than a mapping for a key."""


@dataclass(frozen=True, slots=True, eq=False)
class Use:
    """What becomes of a value in the next step. ``node`` is the surrounding construct, see :data:`UseKind`.

    A ``soft`` member may be missing and is then ``default``: ``x.get("key", default)``, ``x?.key``.
    """

    kind: UseKind
    node: Node
    span: Span
    key: str | int = ""
    argument: str | int = ""
    bindings: tuple[Binding, ...] = ()
    scope: Scope | None = None
    soft: bool = False
    default: Expression | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """One field: its name, where it is written with its name, and its value."""

    name: str
    span: Span
    value: Expression
    style: Literal["entry", "keyword"]
    label: Span | None
    """Where the name is written, quotes included; ``None`` if it is not."""


@dataclass(frozen=True, slots=True)
class Library:
    """An HTTP library: the names by which a response gives its JSON body, its status, its lines and raw content.

    ``checks`` raise unless the request succeeded; ``harmless`` members do not depend on the body. Those of ``lines`` that
    are ``binary`` give bytes, unless the argument ``decoded`` is true. One that ``raises`` gives no failed response.
    """

    name: str
    body: str
    status: frozenset[str] = frozenset()
    checks: frozenset[str] = frozenset()
    harmless: frozenset[str] = frozenset()
    raw: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    binary: frozenset[str] = frozenset()
    decoded: str = ""
    raises: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """How a request is written: where its URL, its method and its body stand among the arguments.

    ``method`` is empty where an argument gives it (``method_at``). ``body`` are the names of the arguments that may
    hold the body, the JSON one first; ``positional`` the names of those that follow the URL without a name.
    ``sent_by`` are the qualified names of the functions that send what a call only describes.
    ``options`` is the position of an object whose entries give what is no argument itself, ``base`` the names of those
    that hold what the URL is relative to, ``default`` the method if none is given.
    """

    library: Library
    method: str
    url: str
    url_at: int
    method_at: int = -1
    body: tuple[str, ...] = ()
    positional: tuple[str, ...] = ()
    streamed: bool = False
    options: int = -1
    base: tuple[str, ...] = ()
    default: str = ""
    sent_by: frozenset[str] = frozenset()


Steps: TypeAlias = tuple[str | int, ...]
"""A path into a reply: keys, positions, and ``"[]"`` for each element of a list."""

Parts: TypeAlias = tuple[str | Keep, ...]
Position = Literal["test", "open", "tight"]
"""Where an expression stands: only its truth counts; any expression may; parentheses are needed around ``a or b``."""


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """How a part of a reply is to be read: from the value at ``anchor``, along ``steps``.

    ``plain`` replies are dictionaries, others objects. ``null`` says that the new value may be null where the old one
    was never (it becomes ``""``). ``soft`` says that a missing part must give ``default`` (nothing, if ``None``).
    ``optional`` is the last step of a path whose key the new server may leave out; ``is_set`` asks for no value but
    whether there is one. ``node`` is the old expression.
    """

    node: Node
    anchor: Node
    steps: Steps
    plain: bool
    null: bool = False
    soft: bool = False
    default: Expression | None = None
    extra: bool = False
    optional: bool = False
    is_set: bool = False


Dependence = Literal["", "true", "false", "unclear"]
"""Whether a place runs only if a value is true, only if it is false, or depends on it in a way that is not clear."""


class Loops(Protocol):
    """How a language reads a streamed reply in loops."""

    parsers: frozenset[str]
    """Qualified names of the functions that make a value of JSON text."""

    readers: frozenset[str]
    """Qualified names of the functions that read JSON text and make a value of it."""

    texts: frozenset[str]
    """Methods of a line that give the same line, without white space or as text."""

    def framed(self, loop: Node, data: bytes, binary: bool, end: str) -> list[tuple[Span, Parts]] | None:
        """The edits that make a loop over lines of JSON one over server-sent events, if it is written so that they can."""

    def skipping(
        self, place: Node, reads: Sequence[Node], subject: str, key: str, plain: bool, soft: bool, data: bytes
    ) -> tuple[Span, Parts] | None:
        """A statement in front of ``reads`` that goes on with the loop where a part has nothing under ``key``."""

    def depends(self, test: Node, place: Node) -> Dependence:
        """Whether a place runs only because of what the value at ``test`` is."""

    def sole(self, test: Node) -> bool:
        """Whether a test is all that decides about some statements, and nothing happens if it fails."""

    def membership(self, test: Node, steps: Steps) -> list[tuple[Span, Parts]]:
        """The edits that make ``key in value`` at ``test`` look for the last of ``steps`` in what the others lead to."""

    def always(self, before: Node, after: Node) -> bool:
        """Whether passing ``after`` means having passed ``before``."""

    def only_breaks(self, test: Node) -> bool:
        """Whether all that the truth of ``test`` decides is to leave the loop."""

    def leaving(self, test: Node, data: bytes) -> Span | None:
        """The lines of a statement that leaves the loop if ``test`` is true, and does nothing else."""

    def alternative(self, test: Node, tests: Sequence[Node]) -> tuple[Span, Parts] | None:
        """The edit that looks at ``test`` also where one of ``tests`` was true, of which it is the one alternative."""

    def rescued(self, node: Node) -> bool:
        """Whether a place only runs when an error was caught."""

    def tries(self, node: Node) -> tuple[int, ...]:
        """What catches an error at ``node`` inside its function."""

    def paced(self, loop: Node, told: Sequence[Node]) -> Node | None:
        """A statement that counts the rounds of a loop or tells the first one from the others."""


class Bodies(Protocol):
    """How a language builds a mapping in several places, and values that depend on tests."""

    encoders: frozenset[str]
    """Qualified names of the functions that make base64 text of bytes."""

    def branches(self, expression: Expression) -> tuple[Expression, Span, Expression] | None:
        """The value, the test and the other value of a conditional expression."""

    def fallback(self, expression: Expression) -> tuple[Expression, Expression] | None:
        """A value, and what stands for it where it is empty: ``value or other``."""

    def once(self, made: Node, place: Node) -> bool:
        """Whether ``place`` runs at most once each time ``made`` has run: no loop or function begins in between."""

    def repeatable(self, expression: Expression) -> bool:
        """Whether a value may be written twice."""

    def conditional(self, value: Parts, test: Parts, other: Parts | None) -> Parts:
        """``value if test else other``; without another value, nothing."""

    def positive(self, value: Parts) -> Parts:
        """The test that a number is above zero."""

    def elements(self, items: Parts, test: Parts, others: Parts | None) -> Parts:
        """Elements of a list literal that are only there if ``test`` is true; ``others`` are there if not."""

    def each(self, item: Parts, name: str, value: Parts) -> Parts:
        """Elements of a list literal, one for each ``name`` in ``value``."""

    def embedded(self, before: str, value: Parts, text: str, mark: str) -> Parts:
        """A text that begins with ``before`` and goes on with ``value``, which is written ``text``."""

    def spread(self, expression: Expression, optional: bool) -> Parts:
        """The entry or argument that unpacks a mapping; one that is ``optional`` may be nothing."""

    def copied(self, expression: Expression) -> Expression | None:
        """The mapping that ``expression`` is a copy of."""

    def nullable(self, binding: Binding) -> bool:
        """Whether the annotation of a binding says that it may be nothing."""

    def gathers(self, binding: Binding) -> bool:
        """Whether a parameter gathers the keywords that a function does not name."""

    def unpacked(self, node: Node) -> Node | None:
        """The mapping literal or call that the mapping at ``node`` is unpacked into."""

    def entry(self, node: Node) -> tuple[str, Node] | None:
        """The key that the value at ``node`` stands under in a mapping literal, and the literal."""

    def key(self, node: Node) -> tuple[str, Span] | None:
        """The key that a look into a mapping names, and where it is written."""

    def updated(self, attribute: Node) -> Call | None:
        """The call that adds the fields of its argument to a mapping, as a statement, given the node of its callee."""

    def removal(self, value: Node, data: bytes) -> Span | None:
        """The lines to take out with the statement around ``value``; ``None`` if something else would change."""


class Module(Protocol):
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

    writes: bool
    """Whether its code can be written anew; what cannot is only reported."""

    bodies: Bodies | None
    """How mappings are built in several places; ``None`` where that is not written anew."""

    loops: Loops | None
    """How loops over a streamed reply are written; ``None`` where they are not rewritten."""

    libraries: frozenset[str]
    """Words of which a file that makes HTTP requests has one."""

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

    def fields(self, scope: Scope, name: str) -> tuple[list[Binding], list[Node]]:
        """Stores to and loads of the attribute ``name`` of the instance that a class scope describes."""

    def use(self, node: Node) -> Use:
        """What becomes of the value of an expression node, one step on."""

    def binding(self, scope: Scope, name: str) -> tuple[Binding, ...]:
        """All bindings of a name in one scope."""

    def instance(self, name: Name) -> Scope | None:
        """The class whose instance a name is inside one of its methods: what ``self`` or ``this`` is."""

    def is_definition(self, expression: Expression) -> bool:
        """Whether this is a function or a class, rather than a use of one."""

    def is_function(self, expression: Expression) -> bool:
        """Whether this is the definition of a function."""

    def class_scope(self, expression: Expression) -> Scope | None:
        """The scope of a class, given its definition."""

    def results(self, expression: Expression) -> list[Expression]:
        """What a function returns, given its definition; nothing for a generator."""

    def called(self, scope: Scope) -> tuple[str, int]:
        """The name a function's scope is called by, and how many leading parameters a caller does not write."""

    def parameters(self, definition: Expression) -> list[Binding]:
        """The parameters of a function, or of the constructor of a class, given its definition."""

    def exposed(self, scope: Scope) -> str:
        """What hands a function to others that call it, empty if nothing does."""

    def occurrences(self, name: str) -> list[Expression]:
        """Every read of a variable or a member of this name."""

    def annotations(self, binding: Binding) -> list[Expression]:
        """The types that a binding is annotated with, without ``Optional`` and the like."""

    def bases(self, scope: Scope) -> list[Expression]:
        """The base classes of a class."""

    def imported(self, name: str, project: Project) -> Module | None:
        """The module of the project that an import of ``name`` in this file means."""

    def position(self, node: Node) -> Position:
        """What kind of expression may stand where ``node`` stands."""

    def settled(self, check: Node, read: Node, good: bool = True) -> bool:
        """Whether ``read`` only runs when a look at a status, at ``check``, has told that the request succeeded (or not)."""

    def neutral(self, node: Node) -> bool:
        """Whether a first value stands for nothing yet: ``None``, an empty text, list or mapping."""

    def reading(self, read: Read) -> Parts | None:
        """The source text for a read; ``None`` if it cannot be written in place."""

    def membership(self, node: Node, key: str) -> tuple[Span, str] | None:
        """The key in ``key in value`` at ``node``: where it is written, and how ``key`` is written there."""

    def surely(self, node: Node) -> bool:
        """Whether ``node`` only runs where its own value was tested to be true: inside ``if value:``."""

    def quote(self, node: Node) -> str:
        """The quote to write texts with where ``node`` stands."""

    def literal(self, template: object, mark: str, given: Parts) -> Parts:
        """Data of a rule as a literal of the language, with ``given`` in the place of ``$value``."""

    def field(self, style: str, name: str, value: Parts, mark: str) -> Parts:
        """A field with its name: an entry of a mapping, or an argument with a keyword."""

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

    def handed_on(self) -> list[str]:
        """The modules all of whose names can be imported from this one."""

    def imports(self) -> list[Binding]:
        """Every binding that an import makes; its value is the statement."""

    def mentions(self, name: str) -> bool:
        """Whether an identifier of this name stands anywhere in the file."""

    def locally(self, module: str, names: frozenset[str]) -> frozenset[str]:
        """What ``names`` of an imported module may be called in this file, themselves included."""

    def listed(self, statement: Node) -> list[tuple[Span, Binding]]:
        """The names that an import statement takes, where each is written with its alias."""

    def annotates(self, node: Node) -> bool:
        """Whether ``node`` stands in a type annotation."""

    def imported_names(self, statement: Node) -> int:
        """How many names an import statement binds."""

    def import_text(self, module: str, names: tuple[str, ...]) -> str:
        """An import statement for a module, or for names of it."""

    def after_imports(self) -> int:
        """The byte offset after the imports at the top of the file."""

    def statement(self, name: str, callee: str, arguments: Sequence[str]) -> str:
        """A statement that binds ``name`` to a call, an argument a line."""

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
