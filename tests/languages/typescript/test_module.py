"""Names, scopes and uses of a script."""

from __future__ import annotations

import pytest

from migrator.model import Span
from migrator.syntax import (
    Awaited,
    Call,
    Choice,
    Constant,
    Expression,
    Items,
    Joined,
    Mapping,
    Member,
    Name,
    Piece,
    Text,
)
from tests.languages.typescript.files import module

DEEP = 10_000


def value(code: str, path: str = "a.ts") -> Expression:
    """The first expression of a file."""
    there = module(code, path)
    return there.lower(there.root.named_children[0])


def told(expression: Expression) -> object:
    """An expression in a few words."""
    match expression:
        case Name(name=name):
            return name
        case Text(pieces=pieces):
            return "".join(piece.text if isinstance(piece, Piece) else f"<{told(piece)}>" for piece in pieces)
        case Constant(value=constant):
            return constant
        case Member(object=owner, key=key):
            return (told(owner), key)
        case Call(callee=callee, arguments=arguments):
            return ["call", told(callee), *(f"{a.spread}{told(a.value)}" for a in arguments)]
        case Awaited(value=inner):
            return ["await", told(inner)]
        case Choice(options=options):
            return {told(option) for option in options}
        case Joined(left=left, right=right):
            return ["+", told(left), told(right)]
        case Items(items=items):
            return ["items", *(told(item) for item in items)]
        case Mapping(entries=entries):
            return {told(entry.key) if entry.key else "...": told(entry.value) for entry in entries}
    return expression.node.type


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("'it\\'s'", "it\\'s"),
        ("`a ${b} c`", "a <b> c"),
        ("120_000", 120_000),
        ("0x10", 16),
        ("-1.5", -1.5),
        ("10n", 10),
        ("undefined", None),
        ("a.b?.['c']![0]", (((("a", "b")), "c"), 0)),
        ("a[b]", "subscript_expression"),
        ("(a as B)", "a"),
        ("<B>a", "a"),
        ("a satisfies B", "a"),
        ("a ?? b", {"a", "b"}),
        ("a || 'b'", {"a", "b"}),
        ("c ? a : b", {"a", "b"}),
        ("a + 'b'", ["+", "a", "b"]),
        ("a * 2", "binary_expression"),
        ("await f(x)", ["await", ["call", "f", "x"]]),
        ("await f<T>(x)", ["await", ["call", "f", "x"]]),
        ("await a.b.post<T>(x)", ["await", ["call", (("a", "b"), "post"), "x"]]),
        ("!await f<T>(x)", "call_expression"),
        ("(await f<T>(x)).json()", ["call", ("await", "json")]),
        ("new A(x, ...y)", ["call", "A", "x", "...y"]),
        ("new A", ["call", "A"]),
        ("f?.(x)", ["call", "f", "x"]),
        ("f!(x)", ["call", "f", "x"]),
        ("[a, 'b']", ["items", "a", "b"]),
        ("({ a, 'b': 1, [c]: 2, ...d, e() {} })", {"a": "a", "b": 1, "c": 2, "...": "d", "e": "method_definition"}),
        ("import.meta.env", ("import.meta", "env")),
        ("tag`x`", ["call", "tag", "x"]),
    ],
)
def test_what_an_expression_is_made_of(code: str, expected: object) -> None:
    found = told(value(code))
    if isinstance(expected, list) and len(expected) == 2 and expected[1] == ("await", "json"):
        assert isinstance(found, list)
        assert found[1] == (["await", ["call", "f", "x"]], "json")
    else:
        assert found == expected


@pytest.mark.parametrize("path", ["a.ts", "a.tsx", "a.js"])
def test_a_text_knows_where_it_is_written(path: str) -> None:
    text = value("'http://é' + x", path)
    assert isinstance(text, Joined)
    assert isinstance(text.left, Text)
    piece = text.left.pieces[0]
    assert isinstance(piece, Piece)
    assert (piece.text, piece.span) == ("http://é", Span(1, 10))


def bound(code: str, name: str = "x") -> list[tuple[str, str, tuple[str | int, ...]]]:
    """What the last mention of a name may be bound to: kind, value and path."""
    there = module(code)
    read = list(there.names.words(name))[-1]
    found = there.reaching(Name(read, Span(read.start_byte, read.end_byte), name))
    return [(b.kind, (b.value.text or b"").decode() if b.value is not None else b.module, b.path) for b in found]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("x", []),
        ("{ const x = 1 }\nx", []),
        ("function f(x) {}\nx", []),
        ("class A { x = 1 }\nx", []),
        ("const a = { x: 1 }\nx", []),
        ("const x = 1\nx", [("assigned", "1", ())]),
        ("{ var x = 1 }\nx", [("assigned", "1", ())]),
        ("const x = 1\n{ const x = 2\nx }", [("assigned", "2", ())]),
        ("const x = 1\nfunction f() { return x }", [("assigned", "1", ())]),
        ("let x = 1\nfunction f() { x = 2 }\nx", [("assigned", "1", ()), ("assigned", "2", ())]),
        ("let x = 1\nx ??= 2\nx", [("assigned", "1", ()), ("assigned", "2", ())]),
        ("let x = 1\nx += 2\nx", [("assigned", "1", ()), ("changed", "", ())]),
        ("const { x } = y\nx", [("assigned", "y", ("x",))]),
        ("const { a: { b: x } } = y\nx", [("assigned", "y", ("a", "b"))]),
        ("const { a: x = 1 } = y\nx", [("assigned", "y", ("a",)), ("assigned", "1", ())]),
        ("const { ...x } = y\nx", [("assigned", "y", ())]),
        ("const [, x] = y\nx", [("assigned", "y", (1,))]),
        ("const [...x] = y\nx", [("changed", "y", ())]),
        ("({ x } = y)\nx", [("assigned", "y", ("x",))]),
        ("for (const x of y) x", [("iterated", "y", ())]),
        ("for (const x of y) {}\nx", []),
        ("for (const [k, x] of y) x", [("iterated", "y", (1,))]),
        ("for (const x in y) x", [("changed", "y", ())]),
        ("try {} catch (x) { x }", [("changed", "", ())]),
        ("function f(x = 1) { x }", [("parameter", "1", ())]),
        ("const f = x => x", [("parameter", "", ())]),
        ("const f = ({ a: x = 2 } = {}) => x", [("parameter", "{}", ("a",)), ("assigned", "2", ())]),
        ("function f(...x) { x }", [("changed", "", ())]),
        ("function x() {}\nx", [("declared", "function x() {}", ())]),
        ("class x {}\nx", [("declared", "class x {}", ())]),
        ("import x from 'm'\nx", [("imported", "m", ())]),
        ("import { y as x } from 'm'\nx", [("imported", "m", ())]),
        ("import { x as y } from 'm'\nx", []),
        ("import * as x from 'm'\nx", [("imported", "m", ())]),
        ("import x = require('m')\nx", [("imported", "m", ())]),
    ],
)
def test_what_a_name_is_bound_to(code: str, expected: list[tuple[str, str, tuple[str | int, ...]]]) -> None:
    assert bound(code) == expected


@pytest.mark.parametrize(
    ("code", "module_name", "imported"),
    [
        ("const x = require('m')", "m", ""),
        ("const x = require('m').default", "m", "default"),
        ("const { x } = require('m')", "m", "x"),
        ("const { y: x } = await import('m')", "m", "y"),
        ("const x = (await import('m')).y", "m", "y"),
    ],
)
def test_a_module_that_is_required(code: str, module_name: str, imported: str) -> None:
    there = module(code)
    binding = there.names.bound("x")[there.names.module][0]
    assert (binding.kind, binding.module, binding.imported) == ("imported", module_name, imported)


@pytest.mark.parametrize(
    ("code", "kind", "key"),
    [
        ("x.a", "member", "a"),
        ("x?.a", "member", "a"),
        ("x['a']", "member", "a"),
        ("x[0]", "member", 0),
        ("x()", "called", ""),
        ("f(y, x)", "argument", ""),
        ("f<T>(x)", "argument", ""),
        ("await x<T>(y)", "called", ""),
        ("const y = x", "assigned", ""),
        ("this.y = x", "stored", ""),
        ("y = (x as T)!", "flows", ""),
        ("x ?? y", "flows", ""),
        ("x ? y : z", "tested", ""),
        ("if (!x) {}", "tested", ""),
        ("x === y", "compared", ""),
        ("'a' in x", "contains", "a"),
        ("`${x}`", "formatted", ""),
        ("[x]", "element", ""),
        ("({ x })", "element", ""),
        ("for (const y of x) {}", "iterated", ""),
        ("() => x", "returned", ""),
        ("x;", "discarded", ""),
    ],
)
def test_what_becomes_of_a_value(code: str, kind: str, key: str | int) -> None:
    there = module(code)
    read = next(there.names.words("x"))
    use = there.use(read)
    assert (use.kind, use.key) == (kind, key)


def test_a_reply_that_is_taken_apart_tells_its_path() -> None:
    there = module("const { data } = await f()")
    call = there.calls(frozenset({"f"}))[0]
    outer = there.use(there.use(call.node).node)
    assert [(b.name, b.path) for b in outer.bindings] == [("data", ("data",))]


def test_the_uses_of_a_binding_are_its_own() -> None:
    there = module("const x = 1\nx\n{ const x = 2\nx }\nconst o = { x: 1, y: x }\no.x\nexport { x }\n")
    binding = there.names.bound("x")[there.names.module][0]
    assert [there.source.position(use.span.start)[0] for use in there.uses(binding)] == [2, 5]


@pytest.mark.parametrize(
    "code",
    [
        "function f() { " * DEEP + "fetch(x)" + " }" * DEEP,
        "const a = " + "(" * DEEP + "fetch(x)" + ")" * DEEP,
        "x" + ".then(x)" * 2_000 + ".get(x)",
        "if (x) {" * DEEP,
        "fetch(" * DEEP,
        "const {x = " * 500,
        "var x=1;" * 20_000 + "fetch(x)",
    ],
    ids=range(7),
)
def test_no_nesting_is_too_deep(code: str) -> None:
    there = module(code)
    for call in there.calls(frozenset({"fetch", "get", "then"}))[-5:]:
        there.use(call.node)
    reads = list(there.names.words("x"))[-3:]
    for read in reads:
        there.reaching(Name(read, Span(read.start_byte, read.end_byte), "x"))
        there.use(read)
        there.scope(read.start_byte)


def test_calls_in_minified_code_are_not_followed() -> None:
    line = "var a=1;" * 1_000
    assert module(f"{line}fetch(b);{line}").calls(frozenset({"fetch"})) == []
    assert len(module(f"{line}\nfetch(b)\n{line}").calls(frozenset({"fetch"}))) == 1
