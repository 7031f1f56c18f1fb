"""Times the scan against ripgrep on a tree of your own, and checks that both find the same lines.

    python benchmarks/scan.py TREE [--runs 7] [--no-audit]

TREE should be a git work tree of tens of thousands of files: some large public repositories side by side, committed
once, do well. `rg` has to be on the PATH. The commands run in turn, A B A B, so that whatever else the machine does
hits all of them; a first round only warms the caches. A ratio is the median, over the rounds, of a command's time over
ripgrep's in the same round. A peak is that of the largest process.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec

from paired import Goal, compared, load, rounds, table, timed

from migrator.languages.names import SUFFIXES
from migrator.rules.needles import built_in
from migrator.scan import pool
from migrator.scan.decode import decode
from migrator.scan.find import Found, Wanted, find
from migrator.scan.read import content
from migrator.scan.search import finder
from migrator.scan.source import Source
from migrator.settings import Settings

Line = tuple[str, int]
CODE = ("python", "typescript", "javascript", "vue")
GOALS = (
    Goal("textual phase", "ripgrep", at_most=2),
    Goal("textual phase, hyperscan", "ripgrep", at_most=1.3),
    Goal("audit, JSON", "ripgrep", at_most=6),
)


def main() -> int:
    options = _options()
    tree = os.path.abspath(options.tree)
    if options.phase:
        if options.phase == "plain":
            sys.modules["hyperscan"] = None  # type: ignore[assignment]
        sys.stdout.writelines(f"{path}:{line}\n" for path, line in lines(searched(tree), tree))
        return 0
    rg = shutil.which("rg")
    if rg is None:
        print("rg is not on the PATH: install ripgrep", file=sys.stderr)
        return 2
    peer = [rg, "--hidden", "--glob=!.git", "--no-ignore-dot", "--no-ignore-global", "--ignore-case"]
    commands = {"ripgrep": [*peer, "--line-number", pattern(), "."], **ours(audit=options.audit)}
    taken = rounds({name: partial(timed, command, tree) for name, command in commands.items()}, options.runs)
    wanted = [goal for goal in GOALS if goal.name in commands]
    print(load(), table(taken), compared(taken, wanted), sep="\n\n")
    return same_lines(tree, peer)


def telling() -> list[bytes]:
    """The words and ports that make a line a hit."""
    return [needle for needle in built_in() if not needle.startswith(b"/")]


def pattern() -> str:
    """The same for ripgrep."""
    return "|".join(needle.decode() for needle in telling())


def searched(tree: str) -> Found:
    """The textual phase, as the audit has it: which files have a hit."""
    candidates = tuple(needle for needle in built_in() if needle.startswith(b"/"))
    suffixes = frozenset(("", *(f".{suffix}" for language in CODE for suffix in SUFFIXES[language].split())))
    return find(tree, (tree,), Settings(tree), Wanted(tuple(telling()), candidates, suffixes))


def lines(found: Found, tree: str) -> list[Line]:
    """Which lines of these files have one."""
    parts, _ = pool.run(_Lines(tree, tuple(telling())), found.hits)
    return [line for part in parts for line in part]


@dataclass(frozen=True)
class _Lines:
    tree: str
    needles: tuple[bytes, ...]

    def __call__(self, paths: Sequence[str]) -> list[Line]:
        finds, found = finder(self.needles), dict[Line, None]()
        for path in paths:
            source = decode(path, content(os.path.join(self.tree, path), Settings("").max_file_bytes))
            if isinstance(source, Source):
                line, counted = 1, 0
                for start, _ in finds(source.data):
                    line, counted = line + source.data.count(b"\n", counted, start), start
                    found[path, line] = None
        return list(found)


def ours(*, audit: bool) -> dict[str, list[str]]:
    """What is compared with ripgrep, by its name in the table."""
    phase = [sys.executable, os.path.abspath(__file__), ".", "--phase"]
    commands = {"textual phase": [*phase, "plain"]}
    if find_spec("hyperscan"):
        commands["textual phase, hyperscan"] = [*phase, "fast"]
    if audit:
        commands["audit, JSON"] = [sys.executable, "-m", "migrator", "audit", "--format=json", "--exit-zero", "."]
    return commands


def same_lines(tree: str, peer: Sequence[str]) -> int:
    """Prints how the lines compare; 1 if one tool misses a line in a file that both have searched."""
    found = searched(tree)
    mine = set(lines(found, tree))
    theirs = lines_of_ripgrep(tree, [*peer, "--line-number", "--null", "--no-heading", pattern(), "."])
    names = output([*peer[:-1], "--files", "--null", "."], tree).split("\0")
    theirs_searched = {name.removeprefix("./") for name in names}
    both = theirs_searched.intersection(found.walked.files) - {one.path for one in found.unknown}
    missed = sorted(line for line in theirs - mine if line[0] in both)
    extra = sorted(line for line in mine - theirs if line[0] in both)
    print(
        f"\n{len(found.walked.files):,} files, {len(found.hits):,} with hits, {len(mine):,} lines, as ripgrep has them"
    )
    print(f"but for {len(theirs - mine) - len(missed):,} lines of ripgrep's in files that are left out by design and")
    print(f"{len(mine - theirs) - len(extra):,} of ours in tracked files that ripgrep takes for ignored.")
    for title, some in (("only ripgrep", missed), ("only here", extra)):
        print(*(f"{title}: {path}:{line}" for path, line in some[:20]), sep="\n", end="\n" if some else "")
    return 1 if missed or extra else 0


def lines_of_ripgrep(tree: str, command: Sequence[str]) -> set[Line]:
    found = set()
    for row in output(command, tree).split("\n"):
        path, separator, rest = row.partition("\0")
        if separator:
            found.add((path.removeprefix("./"), int(rest.partition(":")[0])))
    return found


def output(command: Sequence[str], directory: str) -> str:
    return os.fsdecode(subprocess.run(command, cwd=directory, stdout=subprocess.PIPE, check=True).stdout)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Times the scan against ripgrep.")
    parser.add_argument("tree", help="a git work tree, the larger the better")
    parser.add_argument("--runs", type=int, default=7, help="rounds that count")
    parser.add_argument("--no-audit", dest="audit", action="store_false", help="time the textual phase only")
    parser.add_argument("--phase", choices=("plain", "fast"), help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
