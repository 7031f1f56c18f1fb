"""Which modules a Python file needs: what it imports, and what it names where something is imported by its name."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from migrator.languages.python.parse import parse

if TYPE_CHECKING:
    from tree_sitter import Query

QUERY = """
(import_statement name: [(dotted_name) @whole (aliased_import name: (dotted_name) @whole)])
(import_from_statement module_name: (dotted_name) @from)
"""
BY_NAME = re.compile(rb"\b(?:import_module|__import__|find_spec|importorskip|patch|run_module)\(\s*['\"]([\w.]+)")


@lru_cache(maxsize=512)
def imported(data: bytes) -> frozenset[str]:
    """The dotted names that a file imports, relative ones left out: ``a.b`` and ``a.b.c`` of ``from a.b import c``."""
    from tree_sitter import QueryCursor

    found = {match.group(1).decode() for match in BY_NAME.finditer(data)}
    captures = QueryCursor(_query()).captures(parse(data).root_node)
    found |= {(node.text or b"").decode("utf-8", "replace") for node in captures.get("whole", [])}
    for node in captures.get("from", []):
        module = (node.text or b"").decode("utf-8", "replace")
        found.add(module)
        for taken in node.parent.children_by_field_name("name") if node.parent is not None else ():
            name = taken.child_by_field_name("name") if taken.type == "aliased_import" else taken
            if name is not None:
                found.add(f"{module}.{(name.text or b'').decode('utf-8', 'replace')}")
    return frozenset(found)


@cache
def _query() -> Query:
    from tree_sitter import Query

    from migrator.languages.grammar import grammar

    return Query(grammar("python"), QUERY)
