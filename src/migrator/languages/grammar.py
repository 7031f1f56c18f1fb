"""Loads the grammars of tree-sitter without what their packages import beside them."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Language


@cache
def grammar(package: str, function: str = "language") -> Language:
    """The grammar that ``package`` (``python``, ``typescript``) offers as ``function``."""
    from tree_sitter import Language

    module = _binding(f"tree_sitter_{package}") or import_module(f"tree_sitter_{package}")
    return Language(getattr(module, function)())


@cache
def _binding(package: str) -> ModuleType | None:
    """The compiled module of ``package``. The package itself would import ``importlib.resources``: a hook's 9 ms."""
    outer = PathFinder.find_spec(package)
    spec = outer and PathFinder.find_spec(f"{package}._binding", outer.submodule_search_locations)
    if not spec or not spec.loader:
        return None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
