"""Scopes and bindings of a Python file, collected by one query over its tree."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from migrator.languages.python.lower import span, written
from migrator.model import Span
from migrator.record import field, record
from migrator.syntax import Binding, BindingKind, Scope

if TYPE_CHECKING:
    from tree_sitter import Node, Query

QUERY = """
[(function_definition) (class_definition) (lambda) (list_comprehension) (set_comprehension)
 (dictionary_comprehension) (generator_expression)] @scope
[(assignment left: (_)) (augmented_assignment) (named_expression) (for_statement) (for_in_clause) (as_pattern)
 (import_statement) (import_from_statement) (delete_statement) (global_statement) (nonlocal_statement)
 (case_pattern)] @binds
"""
COMPREHENSIONS = frozenset(
    {"list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression"}
)
TUPLES = frozenset({"pattern_list", "tuple_pattern", "list_pattern", "tuple", "list", "expression_list"})


@record(frozen=False, slots=False)
class Names:
    """The scopes of a file in order of their start, and what each binds.

    ``heads`` are the first iterables of comprehensions: they are read outside.
    """

    module: Scope
    scopes: list[Scope]
    starts: list[int]
    heads: dict[Scope, Span]
    bound: dict[Scope, dict[str, list[Binding]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    stores: dict[Scope, dict[str, list[Binding]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    outer: dict[Scope, dict[str, Scope]] = field(default_factory=lambda: defaultdict(dict))

    def at(self, offset: int) -> Scope:
        """The innermost scope at a byte offset."""
        scope = self.scopes[bisect_right(self.starts, offset) - 1] if offset >= self.starts[0] else self.module
        while scope.parent is not None and (
            not scope.span.start <= offset < scope.span.end or _inside(offset, self.heads.get(scope))
        ):
            scope = scope.parent
        return scope


@cache
def query() -> Query:
    """The compiled query, made once a process."""
    from tree_sitter import Query

    from migrator.languages.grammar import grammar

    return Query(grammar("python"), QUERY)


def collect(root: Node) -> Names:
    """All scopes and bindings under the root of a tree."""
    from tree_sitter import QueryCursor

    captures = QueryCursor(query()).captures(root)
    names = _scopes(root, sorted(captures.get("scope", []), key=lambda node: (node.start_byte, -node.end_byte)))
    for node in sorted(captures.get("binds", []), key=lambda node: node.start_byte):
        _bind(names, node)
    for scope in names.scopes[1:]:
        _declare(names, scope)
    return names


def _scopes(root: Node, nodes: list[Node]) -> Names:
    module = Scope("module", root, Span(root.start_byte, max(root.end_byte, 1)), None)
    scopes, stack = [module], [module]
    heads: dict[Scope, Span] = {}
    for node in nodes:
        if node.type in COMPREHENSIONS:
            kind, inside = "comprehension", node
        else:
            kind = "class" if node.type == "class_definition" else "function"
            inside = node.child_by_field_name("body") or node
        while stack[-1].span.end < node.end_byte and stack[-1].parent is not None:
            stack.pop()
        outer = stack[-1]
        while outer.parent is not None and _inside(node.start_byte, heads.get(outer)):
            outer = outer.parent
        scope = Scope(kind, node, span(inside), outer)  # type: ignore[arg-type]  # kind is one of the literals
        if kind == "comprehension" and (head := _head(node)) is not None:
            heads[scope] = span(head)
        scopes.append(scope)
        stack.append(scope)
    scopes.sort(key=lambda scope: (scope.span.start, -scope.span.end))
    return Names(module, scopes, [scope.span.start for scope in scopes], heads)


def _head(comprehension: Node) -> Node | None:
    """What a comprehension loops over first."""
    loop = next((child for child in comprehension.named_children if child.type == "for_in_clause"), None)
    return loop.child_by_field_name("right") if loop is not None else None


def _inside(offset: int, where: Span | None) -> bool:
    return where is not None and where.start <= offset < where.end


def _declare(names: Names, scope: Scope) -> None:
    """The name a definition binds outside, and the parameters it binds inside."""
    node, outside = scope.node, scope.parent or names.module
    name = node.child_by_field_name("name")
    if node.type in ("function_definition", "class_definition") and name is not None:
        names.bound[outside][written(name)].append(
            Binding(written(name), name, outside, "declared", node, start=node.end_byte)
        )
    parameters = node.child_by_field_name("parameters")
    if parameters is None:
        return
    position = 0
    for child in parameters.named_children:
        target = child if child.type == "identifier" else child.child_by_field_name("name")
        kind: BindingKind = "parameter"
        if child.type in ("list_splat_pattern", "dictionary_splat_pattern") and child.named_child_count:
            target, kind = child.named_children[0], "changed"
        elif child.type == "typed_parameter":
            target = child.named_children[0]
            if target.type != "identifier":
                target, kind = (target.named_children[0] if target.named_child_count else None), "changed"
        if target is None:
            continue
        value, annotation = child.child_by_field_name("value"), child.child_by_field_name("type")
        names.bound[scope][written(target)].append(
            Binding(
                written(target),
                target,
                scope,
                kind,
                value,
                annotation=annotation,
                position=position,
                start=scope.span.start,
            )
        )
        position += 1


def _bind(names: Names, node: Node) -> None:
    scope = names.at(node.start_byte)
    match node.type:
        case "assignment":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is not None:
                annotation = node.child_by_field_name("type")
                _targets(names, scope, left, "assigned", right, (), node.end_byte, annotation)
        case "augmented_assignment":
            left = node.child_by_field_name("left")
            if left is not None:
                _targets(names, scope, left, "changed", node, (), node.end_byte)
        case "named_expression":
            name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
            while scope.kind == "comprehension" and scope.parent is not None:
                scope = scope.parent
            if name is not None:
                _targets(names, scope, name, "assigned", value, (), node.end_byte)
        case "for_statement" | "for_in_clause":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is not None:
                _targets(names, scope, left, "iterated", right, (), right.end_byte if right else left.end_byte)
        case "as_pattern":
            alias, context = node.child_by_field_name("alias"), node.parent
            value = node.named_children[0] if node.named_child_count else None
            kind: BindingKind = "entered" if context is not None and context.type == "with_item" else "changed"
            if alias is not None:
                _targets(names, scope, alias, kind, value, (), node.end_byte)
        case "import_statement" | "import_from_statement":
            _imports(names, scope, node)
        case "global_statement" | "nonlocal_statement":
            for child in node.named_children:
                outer = names.module if node.type == "global_statement" else (scope.parent or names.module)
                names.outer[scope][written(child)] = outer
        case "delete_statement" | "case_pattern":
            for child in node.named_children:
                if child.type in ("identifier", "dotted_name"):
                    _targets(names, scope, child, "changed", None, (), node.end_byte)


def _targets(
    names: Names,
    scope: Scope,
    target: Node,
    kind: BindingKind,
    value: Node | None,
    path: tuple[int, ...],
    start: int,
    annotation: Node | None = None,
) -> None:
    if target.type in ("identifier", "dotted_name"):
        name = written(target)
        owner = names.outer[scope].get(name, scope)
        names.bound[owner][name].append(
            Binding(name, target, owner, kind, value, path, annotation=annotation, start=start)
        )
    elif target.type in TUPLES:
        for index, child in enumerate(target.named_children):
            _targets(names, scope, child, kind, value, (*path, index), start)
    elif target.type in ("as_pattern_target", "list_splat_pattern", "parenthesized_expression"):
        inner = "changed" if target.type == "list_splat_pattern" else kind
        for child in target.named_children:
            _targets(names, scope, child, inner, value, path, start)
    elif target.type == "attribute":
        owner_scope = instance(scope, target.child_by_field_name("object"))
        attribute = target.child_by_field_name("attribute")
        if owner_scope is not None and attribute is not None:
            name = written(attribute)
            names.stores[owner_scope][name].append(
                Binding(name, target, owner_scope, kind, value, path, annotation=annotation, start=start)
            )


def instance(scope: Scope, node: Node | None) -> Scope | None:
    """The class whose instance ``node`` is, if it is the first parameter (``self``) of one of its methods."""
    if node is None or node.type != "identifier":
        return None
    name, method = written(node), scope
    while method.parent is not None and not (method.kind == "function" and method.parent.kind == "class"):
        method = method.parent
    if method.parent is None:
        return None
    parameters = method.node.child_by_field_name("parameters")
    if parameters is None or not parameters.named_child_count or written(parameters.named_children[0]) != name:
        return None
    return method.parent


def _imports(names: Names, scope: Scope, node: Node) -> None:
    source = node.child_by_field_name("module_name")
    module = written(source) if source is not None else ""
    for child in node.children_by_field_name("name"):
        alias = child.child_by_field_name("alias")
        dotted = child.child_by_field_name("name") if alias is not None else child
        if dotted is None:
            continue
        target, imported = alias or dotted, written(dotted)
        if source is not None:
            binding = Binding(
                written(target), target, scope, "imported", node, module=module, imported=imported, start=node.end_byte
            )
        elif alias is not None:
            binding = Binding(written(alias), alias, scope, "imported", node, module=imported, start=node.end_byte)
        else:  # import a.b binds a
            first = imported.split(".")[0]
            binding = Binding(first, target, scope, "imported", node, module=first, start=node.end_byte)
        names.bound[scope][binding.name].append(binding)
