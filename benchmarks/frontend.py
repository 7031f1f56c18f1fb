"""Times a front end of some hundred files, audited and rewritten, beside jscodeshift and ast-grep doing one rename.

    python benchmarks/frontend.py --jscodeshift PROGRAM --ast-grep PROGRAM [--python PYTHON] [--files 200] [--runs 5]

Each file is one of the TypeScript and Vue programs that the tests rewrite, and its script goes on with functions of the
`openai` package's sources (install the packages of the tests first) until it has 100 to 300 lines. The peers rename one
variable in the files that they read: all, or those that are not Vue's. The last figures are from inside one process:
what the matching of the rules takes on top of parsing, in files that are all hits.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from itertools import cycle
from pathlib import Path

from paired import Goal, compared, load, rounds, table, timed
from wheel import ROOT, installed, program

from rewrite import changed, copied, size, used

PROGRAMS = ROOT / "tests" / "typescript" / "programs"
SHAPES = (
    *("package_client.ts", "package_stream.ts", "typed.ts", "package_in_component.vue", "stream_typed.ts"),
    *("package_tools_called.ts", "package_generate.mjs", "fetch.mjs", "package_class.ts", "package_in_component.vue"),
)
FILLING = ROOT / "tests" / "typescript" / "node_modules" / "openai" / "src"
SHORTEST, LONGEST = 100, 300
WOULD_CHANGE = 3
RENAME = """
module.exports = (file, api) =>
  api.jscodeshift(file.source).findVariableDeclarators("reply").renameTo("answer").toSource()
"""
GOALS = (
    Goal("rewrite --dry-run", "jscodeshift, one rename", at_most=1),
    Goal("rewrite", "jscodeshift, one rename", at_most=1),
    Goal("audit", "jscodeshift, one rename", at_most=1),
)


def main() -> int:
    parser = argparse.ArgumentParser(description="Times the audit and the rewrite of a front end.")
    parser.add_argument("--jscodeshift", required=True, help="the program")
    parser.add_argument("--ast-grep", required=True, help="the program")
    parser.add_argument("--python", help="of an environment with migrator; by default one is made")
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5, help="rounds that count")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        python = options.python or installed(scratch)
        migrator = program(python)
        tree = os.path.join(scratch, "tree")
        files = written(tree, options.files)
        rename = Path(scratch, "rename.cjs")
        rename.write_text(RENAME)
        shift = [options.jscodeshift, "--dry", "--silent", "--parser=ts", "--extensions=ts,mjs", "--cpus=2"]
        grep = [options.ast_grep, "run", "--lang=ts", "--pattern=reply", "--rewrite=answer", "--json=stream"]
        commands = {
            "audit": lambda: timed([migrator, "audit", "--format=json"], tree, (0, 1)),
            "rewrite --dry-run": lambda: timed([migrator, "rewrite", "--dry-run"], tree, (WOULD_CHANGE,)),
            "rewrite": lambda: timed([migrator, "rewrite"], copied(tree), (0,)),
            "jscodeshift, one rename": lambda: timed([*shift, "--transform", str(rename), tree], tree, (0,)),
            "ast-grep, one rename": lambda: timed([*grep, tree], tree, (0, 1)),
        }
        rewritten = changed(tree, [migrator, "rewrite"])
        print(f"{len(files)} files, {rewritten} of them rewritten, {size(tree, files):.2f} MB; {load()}\n")
        taken = rounds(commands, options.runs)
        print(table(taken), compared(taken, GOALS), used(taken), sep="\n\n")
        print("\n" + matching(python, tree, files))
    return 0


def written(tree: str, count: int) -> list[str]:
    """Writes a git work tree of ``count`` files; their names."""
    os.mkdir(tree)
    shapes, filling = cycle(SHAPES), cycle(definitions())
    names = []
    for number in range(count):
        shape = next(shapes)
        text = (PROGRAMS / shape).read_text(encoding="utf-8")
        wanted = SHORTEST + number * 7 % (LONGEST - SHORTEST)
        script, closing, rest = text.rpartition("</script>") if shape.endswith(".vue") else (text, "", "")
        if shape.endswith((".ts", ".vue")):
            while script.count("\n") < wanted:
                script += f"\n{next(filling).replace('NUMBER', str(script.count(chr(10))))}\n"
        name = f"module_{number:03}{os.path.splitext(shape)[1]}"
        Path(tree, name).write_text(script + closing + rest, encoding="utf-8")
        names.append(name)
    for command in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", *command], cwd=tree, check=True)
    return names


def definitions() -> list[str]:
    """Functions of the sources, each under a name that a file has once."""
    found = []
    for path in sorted(FILLING.rglob("*.ts")):
        text = path.read_text(encoding="utf-8")
        for match in re.finditer(r"^(?:export )?((?:async )?function )(\w+)(.*?^\}$)", text, re.MULTILINE | re.DOTALL):
            if 4 <= match[0].count("\n") <= 40:
                found.append(f"{match[1]}{match[2]}NUMBER{match[3]}")
    if not found:
        raise SystemExit(f"no sources below {FILLING}: run the tests of TypeScript once, which install them")
    return found


def matching(python: str, tree: str, files: list[str]) -> str:
    """Parsing, and parsing with matching, of all files in one process, the best of five."""
    script = str(Path(__file__).with_name("matching.py"))
    done = subprocess.run([python, script, *files], cwd=tree, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return done.stdout.rstrip()


if __name__ == "__main__":
    sys.exit(main())
