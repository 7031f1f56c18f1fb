"""Baselines of two branches, merged by plain git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest

from migrator.gate.baseline import Baseline, accept, parse, read, render, shrink, write
from tests.gate.findings import finding

NAME = "migrator-baseline.txt"
Change = Callable[[Baseline], Baseline]


@pytest.fixture
def git(tmp_path: Path) -> Callable[..., str]:
    """Runs git in an empty repository, without the settings of this machine."""
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@example.org",
    }

    def run(*arguments: str, text: str | None = None) -> str:
        command = ["git", "-c", "core.autocrlf=false", *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, input=text, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    run("init", "-q", "-b", "main")
    return run


def baseline_of(size: int) -> Baseline:
    """``size`` entries of few files and rules, equal ones among them, as in a real project."""
    findings = [finding(f"call{line % 5}", path=f"app/m{line % 4}.py", line=line) for line in range(1, size + 1)]
    return accept(Baseline(), findings)


def without(entries: Sequence[str]) -> Change:
    return lambda baseline: shrink(baseline, entries)


def with_new(*names: str) -> Change:
    return lambda baseline: accept(baseline, [finding(name, path=f"app/m{name[-1]}.py") for name in names])


def merged(git: Callable[..., str], root: Path, base: Baseline, ours: Change, theirs: Change) -> Baseline:
    """What a checkout holds after ``git merge`` of two branches that changed ``base``."""
    path = str(root / NAME)
    write(path, base)
    git("add", NAME)
    git("commit", "-q", "-m", "base")
    for branch, change in (("theirs", theirs), ("main", ours)):
        git("switch", "-q", *(["-c"] if branch != "main" else []), branch)
        write(path, change(base))
        git("commit", "-q", "-a", "--allow-empty", "-m", branch)
    git("merge", "-q", "--no-edit", "theirs")
    result = read(path)
    assert result is not None
    return result


def test_neighbours_removed_on_two_branches(git: Callable[..., str], tmp_path: Path) -> None:
    base = baseline_of(6)
    entries = [slot.entry for slot in base.slots]
    result = merged(git, tmp_path, base, without(entries[0::2]), without(entries[1::2]))
    assert result.entries == frozenset()
    assert result.written == 6


def test_the_same_entry_removed_on_both_branches(git: Callable[..., str], tmp_path: Path) -> None:
    base = baseline_of(6)
    entries = [slot.entry for slot in base.slots]
    assert merged(git, tmp_path, base, without(entries[:4]), without(entries[2:])).entries == frozenset()


def test_all_removed_on_one_branch_and_one_added_on_the_other(git: Callable[..., str], tmp_path: Path) -> None:
    base = baseline_of(6)
    result = merged(git, tmp_path, base, without(sorted(base.entries)), with_new("new1"))
    assert result.entries == with_new("new1")(base).entries - base.entries
    assert (len(result.entries), result.written) == (1, 7)


def test_one_branch_adds_where_the_other_removes(git: Callable[..., str], tmp_path: Path) -> None:
    base = baseline_of(8)
    added = with_new("new0", "new1", "new2", "new3")(base)
    at = [index for index, slot in enumerate(added.slots) if slot.entry not in base.entries]
    beside = {added.slots[max(index - 1, 0)].entry for index in at} | {
        added.slots[min(index + 1, len(added.slots) - 1)].entry for index in at
    }
    result = merged(git, tmp_path, base, without(sorted(beside)), lambda _: added)
    assert result.entries == added.entries - (beside & base.entries)


def test_random_changes_of_two_branches(git: Callable[..., str]) -> None:
    """Many merges by the machinery of ``git merge``, of whole trees without a checkout."""
    random = Random(20)
    cases = []
    stream: list[str] = []
    for number in range(250):
        base = baseline_of(random.choice([1, 2, 3, 8, 40, 150]))
        base = shrink(base, random.sample(sorted(base.entries), len(base.entries) // random.choice([2, 5, 999])))
        entries = sorted(base.entries)
        random.shuffle(entries)
        cut, end = sorted((random.randint(0, len(entries)), random.randint(0, len(entries))))
        new = [f"new{random.randint(0, 3)}" for _ in range(random.choice([0, 0, 1, 3]))]
        ours, theirs = shrink(base, entries[:cut]), with_new(*new)(shrink(base, entries[cut:end]))
        added = theirs.entries - base.entries
        cases.append((base.entries.difference(entries[:end]) | added, base.written + theirs.written - base.written))
        stream += _commits(number, base, ours, theirs)
    git("fast-import", "--quiet", text="".join(stream))
    _require_merge_tree(git)
    for number, (entries_left, written) in enumerate(cases):
        tree = git("merge-tree", "--write-tree", f"ours{number}", f"theirs{number}").strip()
        result = parse(git("cat-file", "blob", f"{tree}:{NAME}"), NAME)
        assert (result.entries, result.written) == (entries_left, written), number


def _commits(number: int, base: Baseline, ours: Baseline, theirs: Baseline) -> list[str]:
    """Three commits for ``git fast-import``: the base, and both branches from it."""
    stream = []
    for branch, baseline in (("base", base), ("ours", ours), ("theirs", theirs)):
        text = render(baseline)
        stream.append(f"commit refs/heads/{branch}{number}\ncommitter a <a@example.org> 0 +0000\ndata 0\n")
        stream.append("" if branch == "base" else f"from refs/heads/base{number}\n")
        stream.append(f"M 644 inline {NAME}\ndata {len(text.encode())}\n{text}\n")
    return stream


def _require_merge_tree(git: Callable[..., str]) -> None:
    version = tuple(int(part) for part in git("version").split()[2].split(".")[:2])
    if version < (2, 38):
        pytest.skip("git merge-tree --write-tree needs git 2.38")
