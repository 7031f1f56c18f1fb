"""Times the whole audit against ripgrep, ast-grep and semgrep, and checks that it finds all that they find.

    python benchmarks/audit.py TREE [--python PYTHON] [--peers DIRECTORY] [--runs 5] [--skip semgrep]

TREE is a git work tree: one of tens of thousands of files, or an application of some hundred. `rg` has to be on the
PATH; ast-grep and semgrep are taken from `DIRECTORY`, that of an environment's programs
(`pip install ast-grep-cli semgrep`), or from the PATH. `PYTHON` is one of an environment in which migrator is
installed; without it, one is made with `pip install .`, and removed. The rules in `benchmarks/rules` find in Python and
TypeScript what they can without following names: imports of the package, its calls, and requests for the server's
paths.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from paired import Goal, compared, load, rounds, table, timed
from wheel import installed, program

RULES = Path(__file__).resolve().parent / "rules"
AUDIT = ["audit", "--format=json", "--exit-zero", "."]
SMALL = 1000
"""Files below which a tree is an application, and starting a program counts."""
LARGE_GOALS = (
    Goal("audit", "ripgrep", at_most=6),
    Goal("ast-grep", "audit", at_least=5),
    Goal("semgrep", "audit", at_least=10),
)
SMALL_GOALS = (Goal("audit", "ast-grep", at_most=2), Goal("semgrep", "audit", at_least=10))
Place = tuple[str, int, int]
"""A file, and the first and the last line of what was found there."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Times the audit against ripgrep, ast-grep and semgrep.")
    parser.add_argument("tree", help="a git work tree")
    parser.add_argument("--python", help="of an environment with migrator; by default one is made")
    parser.add_argument("--peers", default="", help="where ast-grep and semgrep are, if not on the PATH")
    parser.add_argument("--runs", type=int, default=5, help="rounds that count")
    parser.add_argument("--skip", action="append", default=[], help="a peer to leave out; semgrep takes minutes")
    options = parser.parse_args()
    tree = os.path.abspath(options.tree)
    commands = {name: command for name, command in peers(options.peers).items() if name not in options.skip}
    with tempfile.TemporaryDirectory() as scratch:
        commands["audit"] = [program(options.python or installed(scratch)), *AUDIT]
        return timed_in(tree, commands, options.runs)


def timed_in(tree: str, commands: Mapping[str, Sequence[str]], runs: int) -> int:
    """Prints how the commands compare, and what the audit misses; 1 if it misses anything."""
    files = len(output(["git", "ls-files", "-z"], tree).split("\0")) - 1
    goals = LARGE_GOALS if files >= SMALL else SMALL_GOALS
    print(f"{files:,} files; {load()}\n")
    taken = rounds({name: partial(timed, command, tree) for name, command in commands.items()}, runs)
    wanted = [goal for goal in goals if goal.name in commands and goal.against in commands]
    print(table(taken), compared(taken, wanted), sep="\n\n")
    return covered(tree, commands)


def peers(folder: str) -> dict[str, list[str]]:
    """The commands to compare with, each with its rules, and with its findings as JSON where that can be read."""
    rg, ast_grep, semgrep = (
        shutil.which(name, path=os.pathsep.join(filter(None, (folder and os.path.abspath(folder), os.environ["PATH"]))))
        for name in ("rg", "ast-grep", "semgrep")
    )
    commands: dict[str, list[str]] = {}
    if rg:
        commands["ripgrep"] = [rg, "--hidden", "--glob=!.git", "--ignore-case", "--line-number", "ollama|11434", "."]
    if ast_grep:
        commands["ast-grep"] = [ast_grep, "scan", f"--rule={RULES / 'ast-grep.yml'}", "--json=stream", "."]
    if semgrep:
        quiet = ["--quiet", "--metrics=off", "--disable-version-check"]
        commands["semgrep"] = [semgrep, "scan", f"--config={RULES / 'semgrep.yml'}", "--json", *quiet, "."]
    return commands


def covered(tree: str, commands: Mapping[str, Sequence[str]]) -> int:
    """Prints what the peers find and the audit does not; 1 if there is anything."""
    audit = json.loads(output(commands["audit"], tree))
    mine = {(one["path"], line) for one in audit["findings"] for line in range(one["line"], one["end_line"] + 1)}
    skipped = {one["path"] for one in audit["skipped"]}
    missed = 0
    for name, read in (("ast-grep", of_ast_grep), ("semgrep", of_semgrep)):
        if name not in commands:
            continue
        theirs = set(read(output(commands[name], tree)))
        inside = [one for one in theirs if one[0] not in skipped]
        lacking = sorted(one for one in inside if not any((one[0], line) in mine for line in range(one[1], one[2] + 1)))
        print(f"\n{name} finds {len(theirs)} places, {len(theirs) - len(inside)} of them in minified bundles;", end=" ")
        print(f"the audit has all but {len(lacking)} of the others.")
        print(*(f"  {path}:{first}" for path, first, _ in lacking), sep="\n", end="\n" if lacking else "")
        missed += len(lacking)
    return 1 if missed else 0


def of_ast_grep(text: str) -> list[Place]:
    found = map(json.loads, text.splitlines())
    return [
        (one["file"].removeprefix("./"), one["range"]["start"]["line"] + 1, one["range"]["end"]["line"] + 1)
        for one in found
    ]


def of_semgrep(text: str) -> list[Place]:
    found = json.loads(text)["results"]
    return [(one["path"].removeprefix("./"), one["start"]["line"], one["end"]["line"]) for one in found]


def output(command: Sequence[str], directory: str) -> str:
    """What ``command`` prints, whatever its exit code."""
    return os.fsdecode(subprocess.run(command, cwd=directory, stdout=subprocess.PIPE, check=False).stdout)


if __name__ == "__main__":
    sys.exit(main())
