from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest
from tree_sitter import Language, Parser

from migrator.languages.grammar import grammar

GRAMMARS = [
    *((name, "language") for name in ("python", "javascript", "yaml", "json", "toml")),
    ("typescript", "language_typescript"),
    ("typescript", "language_tsx"),
]


@pytest.mark.parametrize(("package", "function"), GRAMMARS)
def test_a_grammar_is_the_one_of_its_package(package: str, function: str) -> None:
    whole = Language(getattr(import_module(f"tree_sitter_{package}"), function)())
    assert grammar(package, function) == whole
    assert not Parser(grammar(package, function)).parse(b"").root_node.has_error


def test_a_grammar_comes_without_the_packages_own_imports() -> None:
    script = "import sys; from migrator.languages.grammar import grammar; grammar('python'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not {"importlib.resources", "tempfile", "tree_sitter_python"} & set(done.stdout.split())


def test_a_grammar_that_is_not_there_is_an_import_error() -> None:
    with pytest.raises(ModuleNotFoundError):
        grammar("klingon")
