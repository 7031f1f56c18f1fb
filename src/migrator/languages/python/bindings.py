"""What a statement, a definition or a clause of Python binds: names, and the attributes of ``self``."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from migrator.languages.python.lower import written
from migrator.languages.python.parse import named
from migrator.languages.python.scopes import instance
from migrator.record import field, record
from migrator.syntax import Binding, BindingKind, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tree_sitter import Node

TUPLES = frozenset({"pattern_list", "tuple_pattern", "list_pattern", "tuple", "list", "expression_list"})
INSIDE = TUPLES | {
    "aliased_import",
    "as_pattern_target",
    "attribute",
    "default_parameter",
    "dictionary_splat_pattern",
    "dotted_name",
    "list_splat_pattern",
    "parenthesized_expression",
    "typed_default_parameter",
    "typed_parameter",
}
"""What may stand between a name that is bound and the statement that binds it."""
BINDING = frozenset(
    {
        "as_pattern",
        "assignment",
        "augmented_assignment",
        "case_pattern",
        "class_definition",
        "delete_statement",
        "for_in_clause",
        "for_statement",
        "function_definition",
        "import_from_statement",
        "import_statement",
        "named_expression",
    }
)
PARAMETERS = frozenset({"parameters", "lambda_parameters"})

Outer: TypeAlias = "Mapping[Scope, Mapping[str, Scope]]"
"""The names of a scope that belong to another one."""


@record(eq=False)
class Made:
    """What one construct binds: names, and attributes of ``self``, whose scope is the class. ``outer`` as above."""

    outer: Outer
    bound: list[Binding] = field(default_factory=list)
    stores: list[Binding] = field(default_factory=list)


def construct(name: Node) -> Node | None:
    """What may bind the name at a node: a statement, a definition, a clause; ``None`` where it is only read."""
    parent = name.parent
    while parent is not None and parent.type in INSIDE:
        parent = parent.parent
    if parent is None or parent.type in BINDING:
        return parent
    return parent.parent if parent.type in PARAMETERS else None


def constructs(target: Node) -> Iterator[Node]:
    """What may bind the names inside of a node."""
    stack = [target]
    while stack:
        node = stack.pop()
        if node.type == "identifier":
            if (found := construct(node)) is not None:
                yield found
        else:
            stack.extend(reversed(node.named_children))


def declared(scope: Scope) -> Made:
    """The name a definition binds outside, and the parameters it binds inside."""
    node, outside = scope.node, scope.parent or scope
    made = Made({})
    name = node.child_by_field_name("name")
    if node.type in ("function_definition", "class_definition") and name is not None:
        made.bound.append(Binding(written(name), name, outside, "declared", node, start=node.end_byte))
    parameters = node.child_by_field_name("parameters")
    if parameters is None:
        return made
    position = 0
    for child in named(parameters):
        target = child if child.type == "identifier" else child.child_by_field_name("name")
        kind: BindingKind = "parameter"
        if child.type in ("list_splat_pattern", "dictionary_splat_pattern") and child.named_child_count:
            target, kind = named(child)[0], "changed"
        elif child.type == "typed_parameter":
            target = named(child)[0]
            if target.type != "identifier":
                target, kind = (named(target)[0] if named(target) else None), "changed"
        if target is None:
            continue
        value, annotation = child.child_by_field_name("value"), child.child_by_field_name("type")
        made.bound.append(
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
    return made


def bound(node: Node, scope: Scope, outer: Outer) -> Made:
    """What a statement or a clause in ``scope`` binds."""
    made = Made(outer)
    match node.type:
        case "assignment":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is not None:
                annotation = node.child_by_field_name("type")
                _targets(made, scope, left, "assigned", right, (), node.end_byte, annotation)
        case "augmented_assignment":
            left = node.child_by_field_name("left")
            if left is not None:
                _targets(made, scope, left, "changed", node, (), node.end_byte)
        case "named_expression":
            name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
            while scope.kind == "comprehension" and scope.parent is not None:
                scope = scope.parent
            if name is not None:
                _targets(made, scope, name, "assigned", value, (), node.end_byte)
        case "for_statement" | "for_in_clause":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is not None:
                _targets(made, scope, left, "iterated", right, (), right.end_byte if right else left.end_byte)
        case "as_pattern":
            alias, context = node.child_by_field_name("alias"), node.parent
            value = named(node)[0] if named(node) else None
            kind: BindingKind = "entered" if context is not None and context.type == "with_item" else "changed"
            if alias is not None:
                _targets(made, scope, alias, kind, value, (), node.end_byte)
        case "import_statement" | "import_from_statement":
            _imports(made, scope, node)
        case "delete_statement" | "case_pattern":
            for child in named(node):
                if child.type in ("identifier", "dotted_name"):
                    _targets(made, scope, child, "changed", None, (), node.end_byte)
    return made


def _targets(
    made: Made,
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
        owner = made.outer.get(scope, {}).get(name, scope)
        made.bound.append(Binding(name, target, owner, kind, value, path, annotation=annotation, start=start))
    elif target.type in TUPLES:
        for index, child in enumerate(named(target)):
            _targets(made, scope, child, kind, value, (*path, index), start)
    elif target.type in ("as_pattern_target", "list_splat_pattern", "parenthesized_expression"):
        inner = "changed" if target.type == "list_splat_pattern" else kind
        for child in named(target):
            _targets(made, scope, child, inner, value, path, start)
    elif target.type == "attribute":
        owner_scope = instance(scope, target.child_by_field_name("object"))
        attribute = target.child_by_field_name("attribute")
        if owner_scope is not None and attribute is not None:
            name = written(attribute)
            made.stores.append(
                Binding(name, target, owner_scope, kind, value, path, annotation=annotation, start=start)
            )


def _imports(made: Made, scope: Scope, node: Node) -> None:
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
        made.bound.append(binding)
