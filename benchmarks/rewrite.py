"""Times the rewrite of some hundred Python files with a call each against what LibCST takes to read them.

    python benchmarks/rewrite.py [--python PYTHON] [--files 200] [--runs 5]

Each file is one of the programs that the tests rewrite, followed by functions and classes of the standard library until
it has 200 to 400 lines. LibCST parses them all once, twice, which is the least that a rewriter built on it does, and
once with the scopes and qualified names that it takes to find a call for sure. `PYTHON` is one of an environment in
which migrator and LibCST are installed; without it, one is made with `pip install . libcst`, and removed.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from statistics import median

from paired import Goal, Round, compared, load, rounds, table, timed
from wheel import ROOT, installed, program

PROGRAMS = ROOT / "tests" / "analysis" / "programs"
SHAPES = (
    *("httpx_async_class", "requests_generate", "options_in_lines", "options_set_later", "stream_requests_generate"),
    *("package_client", "package_async", "package_functions", "stream_package", "urllib_requests"),
)
FILLING = ("argparse", "configparser", "difflib", "inspect", "optparse", "shutil", "subprocess", "tarfile")
SHORTEST, LONGEST = 200, 400
WOULD_CHANGE = 3
PARSE_TWICE = """
import libcst, sys
for path in sys.argv[1:]:
    for _ in range(2):
        libcst.parse_module(open(path, "rb").read())
"""
PARSE = PARSE_TWICE.replace("range(2)", "range(1)")
RESOLVE = """
import libcst, sys
from libcst.metadata import MetadataWrapper, QualifiedNameProvider, ScopeProvider
for path in sys.argv[1:]:
    MetadataWrapper(libcst.parse_module(open(path, "rb").read())).resolve_many([ScopeProvider, QualifiedNameProvider])
"""
GOALS = (
    Goal("rewrite --dry-run", "LibCST, parsed twice", at_most=1),
    Goal("rewrite", "LibCST, parsed twice", at_most=1),
    Goal("rewrite", "LibCST, parsed once", at_most=2.5),
    Goal("LibCST, qualified names", "rewrite --dry-run", at_least=4),
    Goal("LibCST, qualified names", "rewrite", at_least=4),
)


def main() -> int:
    parser = argparse.ArgumentParser(description="Times the rewrite against LibCST.")
    parser.add_argument("--python", help="of an environment with migrator and LibCST; by default one is made")
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5, help="rounds that count")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        python = options.python or installed(scratch, "libcst")
        rewrite = [program(python), "rewrite"]
        tree = os.path.join(scratch, "tree")
        files = written(tree, options.files)
        commands = {
            "rewrite --dry-run": lambda: timed([*rewrite, "--dry-run"], tree, (WOULD_CHANGE,)),
            "rewrite": lambda: timed(rewrite, copied(tree), (0,)),
            "LibCST, parsed once": lambda: timed([python, "-c", PARSE, *files], tree, (0,)),
            "LibCST, parsed twice": lambda: timed([python, "-c", PARSE_TWICE, *files], tree, (0,)),
            "LibCST, qualified names": lambda: timed([python, "-c", RESOLVE, *files], tree, (0,)),
        }
        print(f"{len(files)} files, {changed(tree, rewrite)} of them rewritten, {size(tree, files):.2f} MB; {load()}\n")
        taken = rounds(commands, options.runs)
    print(table(taken), compared(taken, GOALS), used(taken), sep="\n\n")
    return 0


def written(tree: str, count: int) -> list[str]:
    """Writes a git work tree of ``count`` modules; their names."""
    os.mkdir(tree)
    shapes, filling = cycle(SHAPES), cycle(definitions())
    names = [f"module_{number:03}.py" for number in range(count)]
    for number, name in enumerate(names):
        text = (PROGRAMS / f"{next(shapes)}.py").read_text()
        wanted = SHORTEST + number * 7 % (LONGEST - SHORTEST - LONGEST // 8)
        while text.count("\n") < wanted:
            text += f"\n\n{next(filling)}\n"
        Path(tree, name).write_text(text)
    for command in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", *command], cwd=tree, check=True)
    return names


def definitions() -> list[str]:
    """Functions and classes of the standard library that fit into a module of that size."""
    found = []
    for name in FILLING:
        text = Path(sysconfig.get_path("stdlib"), f"{name}.py").read_text()
        for node in ast.parse(text).body:
            source = ast.get_source_segment(text, node) or ""
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and 8 <= source.count("\n") <= LONGEST // 8:
                found.append(source)
    return found


def copied(tree: str) -> str:
    """A new copy of the tree, beside it."""
    copy = tempfile.mkdtemp(dir=os.path.dirname(tree))
    return shutil.copytree(tree, os.path.join(copy, "tree"))


def changed(tree: str, rewrite: Sequence[str]) -> int:
    """How many files the rewrite changes."""
    done = subprocess.run([*rewrite, "--dry-run", "--format=json"], cwd=tree, stdout=subprocess.PIPE, check=False)
    return len(json.loads(done.stdout)["changed"])


def size(tree: str, files: Sequence[str]) -> float:
    return sum(os.path.getsize(os.path.join(tree, name)) for name in files) / 1e6


def used(taken: Sequence[Round]) -> str:
    """How many processors each command kept busy."""
    rows = [f"{'processors busy':<32}{'median':>10}"]
    rows += (f"{name:<32}{median(one[name].cpu / one[name].wall for one in taken):>10.2f}" for name in taken[0])
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
