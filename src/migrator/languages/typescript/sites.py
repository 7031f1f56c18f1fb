"""Places that give a name its value, told from the identifier outwards: what stands around it in the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.typescript.lower import children, lower, written
from migrator.record import record, replace
from migrator.syntax import Awaited, Call, Member, Text

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.syntax import BindingKind, Expression

DECLARATIONS = frozenset(
    {
        "function_declaration",
        "generator_function_declaration",
        "class_declaration",
        "abstract_class_declaration",
        "enum_declaration",
    }
)
EXPRESSIONS = frozenset({"function_expression", "generator_function", "class"})
PATTERNS = frozenset(
    {
        "object_pattern",
        "array_pattern",
        "pair_pattern",
        "rest_pattern",
        "object_assignment_pattern",
        "assignment_pattern",
    }
)
ASSIGNMENTS = frozenset({"assignment_expression", "augmented_assignment_expression", "update_expression"})
KEEPING = frozenset({"??=", "||=", "&&="})


@record
class Site:
    """How an identifier gets its value at one place.

    ``construct`` is the declaration, assignment, parameter or import around it; ``path`` are the keys and positions
    taken from ``value``. ``declares`` is ``block`` or ``function`` for the scope the name is made in, ``inside`` where
    the construct is that scope itself, empty where an existing name is assigned to. ``defaults`` are the values for
    what is missing, each with the path taken from it.
    """

    kind: BindingKind
    construct: Node
    declares: str
    value: Node | None = None
    path: tuple[str | int, ...] = ()
    annotation: Node | None = None
    module: str = ""
    imported: str = ""
    position: int = -1
    defaults: tuple[tuple[Node, tuple[str | int, ...]], ...] = ()


@record
class _Taken:
    """What an identifier takes from the value given to the pattern that it stands in."""

    outermost: Node
    path: tuple[str | int, ...] = ()
    defaults: tuple[tuple[Node, tuple[str | int, ...]], ...] = ()
    rest: bool = False


def site(node: Node) -> Site | None:
    """The site that an identifier node is; ``None`` where it is only read."""
    taken = _taken(node)
    if taken is None or (construct := taken.outermost.parent) is None:
        return None
    found = _around(taken.outermost, construct)
    if found is None:
        return None
    if taken.rest:
        return replace(found, kind="changed")
    if found.kind == "imported" and taken.path:
        key, *deeper = taken.path
        whole = not deeper and not found.imported and isinstance(key, str)
        return replace(found, imported=str(key)) if whole else replace(found, kind="changed")
    if found.kind == "iterated" and taken.path[:1] == (1,) and (owner := _paired(found.value)) is not None:
        return replace(found, value=owner, path=taken.path[1:], defaults=taken.defaults)
    own = found.kind == "parameter" and taken.outermost.type == "assignment_pattern"
    return replace(found, path=taken.path, defaults=taken.defaults[:-1] if own else taken.defaults)


def _taken(node: Node) -> _Taken | None:
    path: list[str | int] = [written(node)] if node.type == "shorthand_property_identifier_pattern" else []
    defaults: list[tuple[Node, tuple[str | int, ...]]] = []
    rest, child, parent = False, node, node.parent
    while parent is not None and parent.type in PATTERNS:
        match parent.type:
            case "object_assignment_pattern" | "assignment_pattern":
                right = parent.child_by_field_name("right")
                if right is None or right.id == child.id:
                    return None
                defaults.append((right, tuple(path) if parent.type == "assignment_pattern" else ()))
            case "pair_pattern":
                key, value = parent.child_by_field_name("key"), parent.child_by_field_name("value")
                if key is None or value is None or value.id != child.id:
                    return None
                name = lower(key)
                path.insert(0, name.value or "" if isinstance(name, Text) else written(key))
            case "array_pattern":
                path.insert(0, _position(parent, child))
            case "rest_pattern":
                rest = rest or parent.parent is None or parent.parent.type != "object_pattern"
        child, parent = parent, parent.parent
    return _Taken(child, tuple(path), tuple(defaults), rest)


def _position(pattern: Node, child: Node) -> int:
    """The position in ``[a, , b]``: holes count."""
    before = 0
    for other in pattern.children:
        if other.id == child.id:
            break
        before += other.type == ","
    return before


def _around(pattern: Node, construct: Node) -> Site | None:
    kind = construct.type
    if kind == "variable_declarator" and _is(construct, "name", pattern):
        return _declared(construct)
    if kind in ("required_parameter", "optional_parameter"):
        return _parameter(construct, construct) if _is(construct, "pattern", pattern) else None
    if kind in ("formal_parameters", "arrow_function"):
        plain = kind == "formal_parameters" or _is(construct, "parameter", pattern)
        return _parameter(pattern, construct) if plain else None
    if kind in ASSIGNMENTS:
        return _assigned(pattern, construct)
    if kind == "for_in_statement":
        return _looped(pattern, construct)
    if kind == "catch_clause" and _is(construct, "parameter", pattern):
        return Site("changed", construct, "inside")
    if kind in DECLARATIONS and _is(construct, "name", pattern):
        return Site("declared", construct, "block", construct)
    if kind in EXPRESSIONS and _is(construct, "name", pattern):
        return Site("declared", construct, "inside", construct)
    return _import(pattern, construct)


def _declared(declarator: Node) -> Site:
    declaration, value = declarator.parent, declarator.child_by_field_name("value")
    declares = "function" if declaration is not None and declaration.type == "variable_declaration" else "block"
    required = _required(lower(value)) if value is not None else None
    if required is not None:
        return Site("imported", declarator, declares, value, module=required[0], imported=required[1])
    return Site("assigned", declarator, declares, value, annotation=declarator.child_by_field_name("type"))


def _required(value: Expression) -> tuple[str, str] | None:
    """The module, and the name taken from it, of ``require("m")``, ``await import("m")`` and ``require("m").name``."""
    taken: list[str] = []
    while isinstance(value, Member | Awaited) and not taken:
        if isinstance(value, Member):
            taken.append(str(value.key))
            value = value.object
        else:
            value = value.value
    while isinstance(value, Awaited):
        value = value.value
    if not isinstance(value, Call) or written(value.callee.node) not in ("require", "import") or not value.arguments:
        return None
    module = value.arguments[0].value
    return (module.value, "".join(taken)) if isinstance(module, Text) and module.value else None


def _parameter(parameter: Node, construct: Node) -> Site | None:
    listed = parameter.parent
    if listed is None:
        return None
    position = 0
    if listed.type == "formal_parameters":
        for other in children(listed):
            if other.id == parameter.id:
                break
            position += not written(other).startswith("this:")
    value, annotation = parameter.child_by_field_name("value"), parameter.child_by_field_name("type")
    if parameter.type == "assignment_pattern":
        value = parameter.child_by_field_name("right")
    if parameter.type == "rest_pattern":
        return Site("changed", construct, "inside")
    return Site("parameter", construct, "inside", value, annotation=annotation, position=position)


def _assigned(pattern: Node, assignment: Node) -> Site | None:
    right, operator = assignment.child_by_field_name("right"), assignment.child_by_field_name("operator")
    if assignment.type == "update_expression":
        return Site("changed", assignment, "")
    if not _is(assignment, "left", pattern):
        return None
    if operator is not None and operator.type not in KEEPING:
        return Site("changed", assignment, "")
    return Site("assigned", assignment, "", right)


def _looped(pattern: Node, loop: Node) -> Site | None:
    if not _is(loop, "left", pattern):
        return None
    operator, kind = loop.child_by_field_name("operator"), loop.child_by_field_name("kind")
    declares = "" if kind is None else "function" if kind.type == "var" else "inside"
    iterated = operator is not None and operator.type == "of"
    return Site("iterated" if iterated else "changed", loop, declares, loop.child_by_field_name("right"))


def _paired(value: Node | None) -> Node | None:
    """The list in ``list.entries()``, whose elements come second in each pair."""
    call = lower(value) if value is not None else None
    match call:
        case Call(callee=Member(object=owner, key="entries"), arguments=()):
            return owner.node
    return None


def _import(pattern: Node, construct: Node) -> Site | None:
    imported = ""
    match construct.type:
        case "import_specifier":
            name, alias = construct.child_by_field_name("name"), construct.child_by_field_name("alias")
            if name is None or (alias is not None and alias.id != pattern.id):
                return None
            imported = written(name)
        case "import_clause":
            imported = "default"
        case "namespace_import" | "import_require_clause":
            pass
        case _:
            return None
    at: Node | None = construct
    while at is not None and (source := at.child_by_field_name("source")) is None:
        at = at.parent if at.type != "import_statement" else None
    module = lower(source) if at is not None and source is not None else None
    if not isinstance(module, Text) or not module.value:
        return None
    return Site("imported", construct, "module", module=module.value, imported=imported)


def _is(parent: Node, field: str, node: Node) -> bool:
    child = parent.child_by_field_name(field)
    return child is not None and child.id == node.id
