"""Times the command that the pre-commit hook runs, as it is installed from a wheel, against starting Python.

    python benchmarks/hook.py [--python PYTHON] [--runs 41]

It is run on three staged files without a hit, then on the same ones with hits in Python, TypeScript and YAML. `PYTHON`
is one of an environment in which migrator is installed; without it, one is made with `pip install .`, and removed.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from paired import Goal, Taken, compared, load, rounds, table, timed
from wheel import ROOT, installed, program

PRODUCT = ROOT / "fixtures" / "chat-product"
STAGED = {
    "service.py": PRODUCT / "backend" / "ai_service.py",
    "service.ts": PRODUCT / "ai-services" / "ollama-service.ts",
    "compose.yaml": PRODUCT / "docker-compose.yml",
}
HITS = re.compile(rb"ollama|11434|/api/\w+|/v1\b[/\w]*", re.IGNORECASE)
GOALS = (
    Goal("hook, no hit", "python -c pass", at_most=2),
    Goal("hook, hits", "python -c pass", at_most=7),
    Goal("migrator --help", "python -c pass", at_most=16),
)


def main() -> int:
    parser = argparse.ArgumentParser(description="Times the pre-commit hook against starting Python.")
    parser.add_argument("--python", help="of an environment with migrator; by default one is made")
    parser.add_argument("--runs", type=int, default=41, help="rounds that count")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        python = options.python or installed(scratch)
        hook, clean, dirty = [program(python), *entry()], staged(scratch, hits=False), staged(scratch, hits=True)

        def take(command: list[str], directory: str, code: int) -> Taken:
            return timed(command, directory, (code,))

        commands = {
            "python -c pass": lambda: take([python, "-c", "pass"], clean, 0),
            "hook, no hit": lambda: take([*hook, *STAGED], clean, 0),
            "hook, hits": lambda: take([*hook, *STAGED], dirty, 1),
            "migrator --help": lambda: take([program(python), "--help"], clean, 0),
        }
        taken = rounds(commands, options.runs)
    print(load(), table(taken), compared(taken, GOALS), sep="\n\n")
    return 0


def entry() -> list[str]:
    """The arguments that the first hook of this project gives the program."""
    for line in (ROOT / ".pre-commit-hooks.yaml").read_text().splitlines():
        if line.strip().startswith("entry: migrator "):
            return line.split()[2:]
    raise SystemExit(".pre-commit-hooks.yaml has no entry that runs migrator")


def staged(scratch: str, *, hits: bool) -> str:
    """A git work tree in which the files are staged."""
    folder = os.path.join(scratch, "hits" if hits else "clean")
    os.mkdir(folder)
    for name, origin in STAGED.items():
        text = origin.read_bytes()
        Path(folder, name).write_bytes(text if hits else HITS.sub(b"server", text))
    for command in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder


if __name__ == "__main__":
    sys.exit(main())
