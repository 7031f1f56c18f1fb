"""Times whole passes over code bases, as a person runs them, and what the largest process takes.

    python benchmarks/repository.py TREE... [--python PYTHON] [--runs 3]

Each `TREE` is a git work tree; nothing in it is written. `PYTHON` is one of an environment in which migrator is
installed; without it, one is made with `pip install .`, and removed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile

from paired import load, rounds, table, timed
from wheel import installed, program

PASSES = {
    "audit": ["audit", "--exit-zero"],
    "rewrite --dry-run": ["rewrite", "--dry-run"],
    "rewrite --names --dry-run": ["rewrite", "--names", "--dry-run"],
}
CODES = (0, 3)


def main() -> int:
    parser = argparse.ArgumentParser(description="Times whole passes over code bases.")
    parser.add_argument("trees", nargs="+", help="git work trees")
    parser.add_argument("--python", help="of an environment with migrator; by default one is made")
    parser.add_argument("--runs", type=int, default=3, help="rounds that count")
    options = parser.parse_args()
    print(load())
    with tempfile.TemporaryDirectory() as scratch:
        migrator = program(options.python or installed(scratch))
        for tree in map(os.path.abspath, options.trees):
            commands = {
                name: lambda words=words, tree=tree: timed([migrator, *words], tree, CODES)
                for name, words in PASSES.items()
            }
            print(f"\n{os.path.basename(tree)}, {files(tree):,} files", table(rounds(commands, options.runs)), sep="\n")
    return 0


def files(tree: str) -> int:
    """How many files git knows of in a work tree."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=tree, check=True, capture_output=True).stdout
    return listed.count(b"\0")


if __name__ == "__main__":
    sys.exit(main())
