"""Writes the generated parts of README.md: real output of real commands, and the table of rules.

``python scripts/readme.py`` writes them; with ``--check`` it only says whether they are fresh, and exits with 1 if not.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from migrator.cli.rules import by_id, safety, summary
from migrator.rules.load import load
from migrator.settings import OWN_FILE

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PART = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
AUDIT = ("audit", "--exit-zero", "fixtures/chat-product")
PLAN = ("plan", "--gpu", "16GB", "fixtures/chat-product")
WALK = "meeting-notes"
REWRITE = ("rewrite", "--dry-run", "fixtures/chat-product")


def ran(arguments: tuple[str, ...], folder: Path) -> tuple[int, str]:
    """The exit code of a command, and what it prints."""
    environment = {**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "migrator", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1, 3):
        raise SystemExit(f"migrator {' '.join(arguments)}: exit code {done.returncode}\n{done.stderr}")
    return done.returncode, done.stdout


def output(arguments: tuple[str, ...], first: str, head: int, last: str) -> str:
    """What a command prints: ``head`` lines from the one that holds ``first``, and all from the one with ``last``."""
    environment = {**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "migrator", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    begin = next((at for at, line in enumerate(lines) if first in line), None)
    end = next((at for at, line in enumerate(lines) if last in line), None)
    if done.returncode not in (0, 1, 3) or begin is None or end is None:
        raise SystemExit(f"migrator {' '.join(arguments)}: no {first!r} or no {last!r} in its output\n{done.stderr}")
    return "\n".join([f"$ migrator {' '.join(arguments)}", *lines[begin : begin + head], "...", *lines[end:]])


def audit() -> str:
    """The beginning of the audit's report, and its summary."""
    return f"```console\n{output(AUDIT, 'CRITICAL', 22, 'SUMMARY')}\n```"


def rewrite() -> str:
    """The first diff of the dry run, and what it says of the whole."""
    return f"```diff\n{output(REWRITE, 'diff --git', 32, ' would change')}\n```"


def plan() -> str:
    """The serving plan of the fixture, for a card of a common size."""
    return f"```console\n{output(PLAN, 'vllm:', 7, 'note:')}\n```"


def walk() -> str:
    """A small application on its way to zero: the last words of each command."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, WALK)
        shutil.copytree(ROOT / "fixtures" / WALK, copy, ignore=shutil.ignore_patterns("__pycache__"))
        (copy / OWN_FILE).touch()
        lines = [f"$ cd {WALK}"]
        for arguments, pattern in (
            (("audit", "--exit-zero"), r"^\d+ references in [^;]*"),
            (("rewrite",), r"^\d+ files changed.*"),
            (("audit", "--exit-zero"), r"^\d+ references in [^;]*"),
            (("rewrite", "--names"), r"^\d+ files changed.*"),
            (("gate", "--documents"), r"^The gate .*(?:\n.*)*"),
        ):
            _, said = ran(arguments, copy)
            last = re.findall(pattern, said, re.MULTILINE)
            if not last:
                raise SystemExit(f"migrator {' '.join(arguments)}: {pattern} is not in its output")
            lines += [
                f"$ migrator {' '.join(arguments)}",
                *(["..."] if arguments[0] != "gate" else []),
                last[-1].rstrip(),
            ]
        texts = [
            path.read_bytes().lower() for path in copy.rglob("*") if path.is_file() and ".migrator" not in path.parts
        ]
        own = sum(b"ollama" in line for text in texts for line in text.split(b"\n"))
        lines += ["$ grep -ri ollama --exclude-dir=.migrator . | wc -l", str(own)]
    return "\n".join(["```console", *lines, "```"])


def rules() -> str:
    """A table of all rules."""
    rows = [f"| `{name}` | {safety(rule)} | {cell(summary(rule))} |" for name, rule in sorted(by_id(load()).items())]
    return "\n".join(["| rule | fix | what it finds |", "|---|---|---|", *rows])


def cell(text: str) -> str:
    """``text`` for a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


PARTS: dict[str, Callable[[], str]] = {"audit": audit, "rewrite": rewrite, "plan": plan, "walk": walk, "rules": rules}


def main(arguments: list[str]) -> int:
    """Write the README, or check it."""
    old = README.read_text(encoding="utf-8")
    new = PART.sub(lambda part: f"{part[1]}{PARTS[part[2]]()}\n{part[3]}", old)
    if "--check" not in arguments:
        README.write_text(new, encoding="utf-8", newline="\n")
        return 0
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), "README.md", "fresh", lineterm="", n=1)
    changed = list(lines)
    if changed:
        print(*changed, "README.md is stale: run python scripts/readme.py", sep="\n")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
