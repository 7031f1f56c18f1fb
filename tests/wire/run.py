"""Runs a program before and after its migration, each against its server, and compares what can be seen of them.

A program is a path or source text. It finds its server through the environment (`{url}` in a value stands for the
server's root) or through the usual hosts in its text, which are replaced. In a process of its own it may be anything;
inline it runs in this interpreter, some hundred times sooner, and should be one file.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import traceback
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType, ModuleType
from unittest.mock import patch

from tests.wire.logical import STATUS, Logical
from tests.wire.new_server import new_server
from tests.wire.old_server import MODELS, old_server
from tests.wire.serving import Request, Server, Violation

# Where programs look for their server unless the caller says otherwise.
ENVIRONMENT: Mapping[str, str] = {"OLLAMA_HOST": "{url}", "LLM_BASE_URL": "{url}"}

# Hosts and ports of fixtures and examples, replaced in source text by the server's own.
HOSTS = tuple(
    f"{host}:{port}"
    for port, names in {11434: ("ollama", "ollama-embed"), 8000: ("vllm", "vllm-embed", "vllm-vision")}.items()
    for host in ("localhost", "127.0.0.1", *names)
)

# A host and its port as two values: ``host="localhost", port=11434``.
APART = re.compile(r'(\bhost=|HTTPConnection\()"localhost"(, (?:port=)?)(?:11434|8000)\b')

# Requests that the new server has no counterpart for; a migration may drop them, or list the models instead.
DROPPED = frozenset({"load", "unload", "pull", "show"})


@dataclass(frozen=True, slots=True)
class Run:
    """What a program left behind; `code` is its exit status."""

    stdout: str
    stderr: str
    code: int


@contextmanager
def _environment(url: str, given: Mapping[str, str], args: Sequence[str]) -> Iterator[None]:
    """Sets variables, arguments and `__main__` of this interpreter for a program that runs inline."""
    main, argv = sys.modules["__main__"], sys.argv
    with patch.dict(os.environ, _variables(url, given), clear=True):
        _let_package_read_environment_again()
        sys.argv = ["program", *args]
        try:
            yield
        finally:
            sys.modules["__main__"], sys.argv = main, argv


def _variables(url: str, given: Mapping[str, str]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    settled = {**ENVIRONMENT, **given}
    return {**inherited, "PYTHONIOENCODING": "utf-8"} | {
        name: value.replace("{url}", url) for name, value in settled.items()
    }


def _let_package_read_environment_again() -> None:
    """The old package's module functions share a client that reads the environment once, at import."""
    chat = getattr(sys.modules.get("ollama"), "chat", None)
    if chat is not None:
        chat.__self__.__init__()


def localised(source: str, url: str) -> str:
    """Puts the server at ``url`` in the place of the usual hosts in a program's text."""
    netloc = url.removeprefix("http://")
    for host in HOSTS:
        source = source.replace(host, netloc)
    name, _, port = netloc.partition(":")
    return APART.sub(lambda found: f'{found[1]}"{name}"{found[2]}{port}', source)


def run_program(
    program: str | Path,
    url: str,
    *,
    env: Mapping[str, str] | None = None,
    args: Sequence[str] = (),
    timeout: float = 30,
    command: Sequence[str] = (sys.executable,),
    directory: Path | None = None,
) -> Run:
    """Runs a program in a process of its own.

    Args:
        program: a file, or Python source; in source the hosts of `HOSTS` are replaced by the server's.
        url: the server's root.
        env: variables beside this process's own and `ENVIRONMENT`; `{url}` in a value is replaced.
        args: the program's arguments.
        timeout: seconds until it is killed.
        command: what runs a file, for other languages than Python.
        directory: where it runs.

    Raises:
        subprocess.TimeoutExpired: it took longer.
    """
    target = [str(program)] if isinstance(program, Path) else ["-c", localised(program, url)]
    done = subprocess.run(
        [*command, *target, *args],
        env=_variables(url, env or {}),
        cwd=directory,
        timeout=timeout,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )
    return Run(done.stdout, done.stderr, done.returncode)


def run_inline(
    source: str,
    url: str,
    *,
    env: Mapping[str, str] | None = None,
    args: Sequence[str] = (),
    modules: Mapping[str, str] = MappingProxyType({}),
) -> Run:
    """Runs Python source in this interpreter, one program at a time; otherwise like `run_program`.

    `modules` are other files that it imports, by their names.
    """
    out, err, code = io.StringIO(), io.StringIO(), 0
    module = ModuleType("__main__")
    beside = {name: _module(name, text) for name, text in modules.items()}
    with (
        _environment(url, env or {}, args),
        patch.dict(sys.modules, beside),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        sys.modules["__main__"] = module
        try:
            exec(compile(localised(source, url), "<program>", "exec"), module.__dict__)
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        except Exception:
            traceback.print_exc()
            code = 1
    return Run(out.getvalue(), err.getvalue(), code)


def _module(name: str, source: str) -> ModuleType:
    module = ModuleType(name)
    exec(compile(source, f"<{name}>", "exec"), module.__dict__)
    return module


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a program did against one server."""

    run: Run
    requests: tuple[Request, ...]
    violations: tuple[Violation, ...]

    def asked(self, dropped: Collection[str] = ()) -> list[Logical]:
        """Returns what it asked of the model, in order; status requests and the dropped operations left out."""
        return [
            replace(request.logical, ignored=())
            for request in self.requests
            if request.logical.operation not in STATUS and request.logical.operation not in dropped
        ]

    def count(self, operations: Collection[str]) -> int:
        """Returns how many of its requests were of these operations."""
        return sum(request.logical.operation in operations for request in self.requests)


def assert_same(
    before: str | Path,
    after: str | Path,
    *,
    env: Mapping[str, str] | None = None,
    args: Sequence[str] = (),
    timeout: float = 30,
    inline: bool = False,
    code: int = 0,
    ordered: bool = True,
    dropped: Collection[str] = DROPPED,
    models: Sequence[str] = MODELS,
    aliases: Mapping[str, str] | None = None,
    tools: bool = True,
    reasoning: bool = False,
    streamed: bool = True,
    runner: Callable[[str | Path, str], Run] | None = None,
    modules: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Outcome, Outcome]:
    """Asserts that a program does the same before its migration, on the old server, and after it, on the new one.

    The same is: exit status `code`, standard output (the server's address and the tag `:latest` aside), and the
    requests to the model. The new server must have had nothing to ignore and nothing against its schema. Status
    requests (health, version, models) are one kind, and only counted; requests of `dropped` operations may be missing
    or have become status requests. `ordered` off compares the requests as a set, for programs that send them at once;
    `streamed` off leaves out whether a reply was streamed, where that is a library's own business.

    Args:
        before: file or source of the program that speaks to the old server.
        after: the same, migrated.
        inline: run both in this interpreter; source only.
        models, aliases, tools, reasoning: what the servers have; see `old_server` and `new_server`.
        env, args, timeout: see `run_program`.
        runner: runs a program against the server at a URL, for other languages; then the three before mean nothing.
        modules: see `run_inline`.

    Returns:
        What both did, for what a test wants to know beside.

    Raises:
        AssertionError: they differ; the message says in what, with both outputs.
    """

    def outcome(program: str | Path, serving: AbstractContextManager[Server]) -> Outcome:
        with serving as server:
            if runner is not None:
                run = runner(program, server.url)
            elif inline:
                assert isinstance(program, str), "only source runs inline"
                run = run_inline(program, server.url, env=env, args=args, modules=modules)
            else:
                run = run_program(program, server.url, env=env, args=args, timeout=timeout)
            shown = run.stdout.replace(server.netloc, "server").replace(":latest", "")
            return Outcome(replace(run, stdout=shown), tuple(server.requests), tuple(server.violations))

    old = outcome(before, old_server(models, tools=tools, reasoning=reasoning))
    new = outcome(after, new_server(models, aliases=aliases, tools=tools, reasoning=reasoning))
    wrong = differences(old, new, code=code, ordered=ordered, dropped=dropped, streamed=streamed)
    if wrong:
        outputs = [
            f"--- {name} ---\n{one.run.stdout}{one.run.stderr}" for name, one in (("before", old), ("after", new))
        ]
        raise AssertionError("\n".join([*wrong, *outputs]))
    return old, new


def differences(
    old: Outcome,
    new: Outcome,
    *,
    code: int = 0,
    ordered: bool = True,
    dropped: Collection[str] = DROPPED,
    streamed: bool = True,
) -> list[str]:
    """Returns in what two outcomes differ, a sentence each; see `assert_same`."""
    wrong: list[str] = []
    for name, one in (("before", old), ("after", new)):
        if one.run.code != code:
            wrong.append(f"the program {name} exits with {one.run.code}, not {code}")
    if not old.requests:
        wrong.append("the program before asks nothing of its server")
    if old.run.stdout != new.run.stdout:
        wrong.append("the outputs differ")
    asked, asks = old.asked(dropped), new.asked(dropped)
    if not streamed:
        asked, asks = ([replace(one, stream=False) for one in each] for each in (asked, asks))
    if not ordered:
        asked, asks = sorted(asked, key=repr), sorted(asks, key=repr)
    if asked != asks:
        wrong.append("the requests differ:")
        wrong += [f"  before: {one}" for one in asked if one not in asks] or [f"  before: {len(asked)} requests"]
        wrong += [f"  after:  {one}" for one in asks if one not in asked] or [f"  after:  {len(asks)} requests"]
    fewest = old.count(STATUS)
    most = fewest + old.count(dropped)
    if not fewest <= new.count(STATUS) <= most:
        wrong.append(f"{new.count(STATUS)} status requests after, {fewest} before")
    for request in new.requests:
        if request.logical.ignored:
            wrong.append(f"{request.path} ignores {', '.join(request.logical.ignored)}")
    wrong += [f"{found.path}: {found.where}: {found.message}" for found in new.violations]
    return wrong
