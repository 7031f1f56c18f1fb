"""What a file takes from packages: import statements, the names in them, and the statement that makes a client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.typescript.lower import children, lower, span, written
from migrator.languages.typescript.names import FUNCTIONS, above
from migrator.languages.typescript.render import operator_of, quote
from migrator.syntax import Text
from migrator.syntax.importing import Compared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from migrator.model import Span
    from migrator.syntax import Binding

STATEMENTS = frozenset({"import_statement", "lexical_declaration", "variable_declaration"})
ENDED = frozenset({"import_statement", "lexical_declaration", "expression_statement"})
TYPES = frozenset(
    {"type_annotation", "type_arguments", "nested_type_identifier", "array_type", "union_type", "type_query"}
)
HERITAGE = frozenset({"extends_clause", "class_heritage", "extends_type_clause"})
COMPARING = frozenset({"===", "==", "!==", "!="})
CATCHES = frozenset({"catch", "then"})
MOST = 200
"""Statements that are looked at for their style."""


def required(root: Node) -> Iterator[Node]:
    """The identifiers that ``const name = require("module")`` and the like bind at the top of a file."""
    for statement in root.named_children:
        if statement.type not in ("lexical_declaration", "variable_declaration"):
            continue
        if b"require" not in (statement.text or b"") and b"import(" not in (statement.text or b""):
            continue
        for declarator in children(statement):
            name = declarator.child_by_field_name("name")
            if name is not None:
                yield name


def importing(binding: Binding) -> Node | None:
    """The statement that a name is imported by."""
    return next((node for node in above(binding.node) if node.type in STATEMENTS), None)


def names(statement: Node) -> int:
    """How many names a statement imports; several declarations in one count as one more than can be known."""
    if statement.type != "import_statement":
        declared = children(statement)
        pattern = declared[0].child_by_field_name("name") if len(declared) == 1 else None
        if pattern is None:
            return -1
        return len(children(pattern)) if pattern.type == "object_pattern" else 1
    clause = next((child for child in children(statement) if child.type == "import_clause"), None)
    count = 0
    for child in children(clause) if clause is not None else ():
        count += len(children(child)) if child.type == "named_imports" else 1
    return count


def item(node: Node) -> Span:
    """Where a name stands in its list, with its alias and what says that it is a type."""
    outer = node.parent
    if outer is not None and outer.type in ("import_specifier", "pair_pattern"):
        return span(outer)
    return span(node)


def text(module: str, taken: tuple[str, ...], like: Node) -> str:
    """A statement that takes names from a module, in the style of the one at ``like``."""
    mark = quote(like)[0]
    end = ";" if written(like).endswith(";") else ""
    listed = ", ".join(taken)
    if like.type != "import_statement":
        kind = written(like).split()[0]
        renamed = listed.replace(" as ", ": ")
        taking = "await import" if "import(" in written(like) else "require"
        return f"{kind} {{ {renamed} }} = {taking}({mark}{module}{mark}){end}"
    typed = "type " if any(child.type == "type" for child in like.children) else ""
    return f"import {typed}{{ {listed} }} from {mark}{module}{mark}{end}"


def is_type(statement: Node) -> bool:
    """Whether a statement imports types alone."""
    if statement.type != "import_statement":
        return False
    if any(child.type == "type" for child in statement.children):
        return True
    listed = [node for node in _below(statement) if node.type == "import_specifier"]
    return bool(listed) and all(any(child.type == "type" for child in node.children) for node in listed)


def _below(node: Node) -> Iterator[Node]:
    for child in node.named_children:
        yield child
        yield from _below(child)


def annotates(node: Node) -> bool:
    """Whether ``node`` names a type."""
    return node.type == "type_identifier" or (node.parent is not None and node.parent.type in TYPES)


def is_base(node: Node) -> bool:
    """Whether ``node`` names what a class or an interface derives from."""
    return node.parent is not None and node.parent.type in HERITAGE


def after_imports(root: Node, data: bytes) -> int:
    """The end of the last import at the top of a file, with what stands behind it in its line; 0 if there is none."""
    end = 0
    for node in root.named_children:
        if node.type == "import_statement" or (node.type in STATEMENTS and b"require(" in (node.text or b"")):
            end = node.end_byte
            line = data.find(b"\n", end)
            rest = data[end : line if line >= 0 else len(data)]
            if rest.strip().startswith((b"//", b"/*")):
                end += len(rest.rstrip())
    return end


def ends(root: Node) -> str:
    """A semicolon where most statements of a file end in one."""
    told = [written(node).endswith(";") for node in _statements(root)]
    return ";" if sum(told) * 2 > len(told) else ""


def _statements(root: Node) -> Iterator[Node]:
    left = MOST
    stack = list(reversed(root.named_children))
    while stack and left:
        node, left = stack.pop(), left - 1
        if node.type in ENDED:
            yield node
        elif node.type in ("statement_block", "export_statement", "class_body", "class_declaration", *FUNCTIONS):
            stack.extend(reversed(node.named_children))


def unit(data: bytes) -> str:
    """One level of indentation: that of the first line which is further in than the one before it."""
    for line in data.splitlines()[:2000]:
        indent = line[: len(line) - len(line.lstrip(b" \t"))]
        if indent and line.strip() and line.strip()[:1] not in (b"*", b"/", b"<"):
            return "\t" if indent.startswith(b"\t") else " " * min(len(indent), 4)
    return "  "


def made(name: str, callee: str, arguments: Sequence[str], ending: str, indent: str) -> str:
    """``const name = callee({ … })``, an argument a line."""
    inside = "".join(f"{indent}{argument},\n" for argument in arguments)
    return f"const {name} = {callee}({{\n{inside}}}){ending}"


def catchers(node: Node) -> Iterator[Node]:
    """What catches an error at ``node`` inside its function: ``catch`` clauses, and functions given to ``.catch()``."""
    below, at = node, node.parent
    while at is not None and at.type not in FUNCTIONS:
        if at.type == "try_statement" and at.child_by_field_name("body") == below:
            handler = at.child_by_field_name("handler")
            if handler is not None:
                yield handler
        if at.type == "member_expression" and at.child_by_field_name("object") == below:
            yield from _given(at)
        below, at = at, at.parent


def _given(member: Node) -> Iterator[Node]:
    """The function that ``promise.catch(…)``, or the second place of ``promise.then(…)``, is given."""
    key, call = member.child_by_field_name("property"), member.parent
    if key is None or written(key) not in CATCHES or call is None or call.type != "call_expression":
        return
    listed = call.child_by_field_name("arguments")
    given = children(listed) if listed is not None else []
    place = 0 if written(key) == "catch" else 1
    if len(given) > place and given[place].type in FUNCTIONS:
        yield given[place]


def compared(node: Node) -> Compared | None:
    """The comparison of the value at ``node`` with a text: ``value === 'text'``, ``value !== 'text'``."""
    outer = node.parent
    if outer is None or outer.type != "binary_expression" or operator_of(outer) not in COMPARING:
        return None
    texts = [found for side in children(outer) if side != node and isinstance(found := lower(side), Text)]
    if len(texts) != 1 or texts[0].value is None:
        return None
    return Compared(texts[0].value, operator_of(outer).startswith("!"), span(outer))


def caught(catcher: Node) -> Node | None:
    """The name that a ``catch`` clause or function has for the error."""
    if catcher.type == "catch_clause":
        return catcher.child_by_field_name("parameter")
    single = catcher.child_by_field_name("parameter")
    listed = catcher.child_by_field_name("parameters")
    first = children(listed)[:1] if listed is not None else []
    found = single or (first[0].child_by_field_name("pattern") or first[0] if first else None)
    return found if found is not None and found.type == "identifier" else None
