"""The driver: which files are judged, and what becomes of those that cannot be. The judging is tested in its place."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from migrator.audit import run
from migrator.audit.file import FileAudit
from migrator.audit.run import audit
from migrator.model import Audit, Explained, Finding, Fix, Skipped, Span, Unknown
from migrator.record import replace
from migrator.rules.load import RuleSet
from migrator.rules.match import Rules
from migrator.rules.schema import Evidence, FixNote, Match, ReferenceRule
from migrator.scan import pool
from migrator.scan.source import Source
from migrator.settings import Settings
from tests.scan.trees import git, plant, repository

NAMES = ReferenceRule(
    "name", "a name", "", (Match(role=("file-name",)),), kind="file-name", fix=FixNote("manual", "rename")
)
RULES = RuleSet(evidence=Evidence("http", words=("ollama",), ports={"11434": "8000"}, paths=("/api/chat",)))
posix = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
forks = pytest.mark.skipif(not pool.FORKS, reason="nothing is forked here")


def every_hit(source: Source, hits: Sequence[Span], rules: Rules) -> FileAudit:
    """One finding for each line with a hit."""
    lines = sorted({source.position(hit.start)[0] for hit in hits})
    fix = Fix("manual", "look")
    return FileAudit(
        tuple(
            Finding(
                source.path, Span(line, line), line, 1, line, 1, "hit", "text", "low", "backend", "text", "", "", fix
            )
            for line in lines
        ),
        (Explained(source.path, 1, "is an example"),),
    )


def run_on(root: Path, *paths: Path, jobs: int = 1, judge: run.Judge = every_hit, limit: int = 10_000_000) -> Audit:
    chosen = Settings(str(root), max_file_bytes=limit)
    return audit(str(root), [str(path) for path in paths], chosen, RULES, jobs=jobs, judge=judge)


def lines(found: Audit) -> list[tuple[str, int]]:
    return [(finding.path, finding.line) for finding in found.findings if finding.rule == "hit"]


def test_a_tree_without_a_hit_is_clean(tmp_path: Path) -> None:
    plant(tmp_path, {"a.py": "llama = 1143", "b.bin": b"\0\1\2", "empty": "", "latin.py": b"caf\xe9"})
    assert run_on(tmp_path) == Audit((), files=4)


def test_hits_are_judged_in_every_encoding(tmp_path: Path) -> None:
    text = "one\r\nOllama\r\nx:11434"
    plant(tmp_path, {"a.py": text, "b.md": b"caf\xe9\nollama", "c.py": b"\xef\xbb\xbf" + text.encode()})
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        plant(tmp_path, {f"{encoding}.txt": text.encode(encoding)})
    found = run_on(tmp_path)
    assert found.unknown == ()
    assert lines(found) == [
        ("a.py", 2),
        ("a.py", 3),
        ("b.md", 2),
        ("c.py", 2),
        ("c.py", 3),
        *((f"{encoding}.txt", line) for encoding in ("utf-16-be", "utf-16-le", "utf-16", "utf-32") for line in (2, 3)),
    ]


def test_a_path_is_worth_parsing_a_text_but_not_knowing_a_binary_file(tmp_path: Path) -> None:
    plant(tmp_path, {"a.ts": 'fetch(base + "/api/chat")', "b.bin": b"\0/api/chat"})
    found = run_on(tmp_path)
    assert lines(found) == [("a.ts", 1)]
    assert found.unknown == ()


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.py", b"\0\1\2 OLLAMA \xff", "is a binary file"),
        ("a.md", b"\x89PNG\0\0 11434", "is a binary file"),
        ("a.py", b"ollama = 'caf\xe9'", "is not UTF-8 (byte 0xe9 on line 1) and declares no other encoding"),
        ("a.py", b"# coding: nonsense\nollama = '\xe9'", None),
        ("a.txt", b"\xff\xfeo\0l\0l\0a\0m\0a\0\x00\xd8", "starts like UTF-16-LE and is not"),
    ],
)
def test_a_hit_in_what_cannot_be_decoded_is_unknown(tmp_path: Path, name: str, raw: bytes, reason: str | None) -> None:
    plant(tmp_path, {name: raw})
    found = run_on(tmp_path)
    assert found.findings == ()
    assert [one.path for one in found.unknown] == [name]
    assert reason is None or found.unknown[0].reason == reason


def test_a_file_above_the_limit_is_unknown_only_with_a_hit(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {"clean.json": b"x" * 300_000, "hit.json": b"x" * 300_000 + b"Ollama", "path.json": b"/api/chat" * 40_000},
    )
    assert run_on(tmp_path, limit=200_000).unknown == (
        Unknown("hit.json", "has 300,006 bytes, more than max-file-bytes (200,000), and a hit"),
    )


def test_an_unreadable_file_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, {"a.py": "ollama", "locked.py": "ollama"})
    refuse(monkeypatch, "locked.py", PermissionError(13, "Permission denied"))
    found = run_on(tmp_path)
    assert lines(found) == [("a.py", 1)]
    assert found.unknown == (Unknown("locked.py", "cannot be read: permission denied"),)


def test_an_error_of_the_disk_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, {"bad.py": "ollama"})
    refuse(monkeypatch, "bad.py", OSError(5, "Input/output error"))
    assert run_on(tmp_path).unknown == (Unknown("bad.py", "cannot be read: Input/output error"),)


def test_a_file_that_vanishes_during_the_scan_is_unknown(tmp_path: Path) -> None:
    plant(tmp_path, {"a.py": "ollama", "b.py": "ollama", "dir/c.py": "ollama"})

    def destroy(source: Source, hits: Sequence[Span], rules: Rules) -> FileAudit:
        (tmp_path / "b.py").unlink()
        shutil.rmtree(tmp_path / "dir")
        return every_hit(source, hits, rules)

    found = run_on(tmp_path, judge=destroy)
    assert lines(found) == [("a.py", 1)]
    assert found.unknown == (
        Unknown("b.py", "vanished during the scan"),
        Unknown("dir/c.py", "vanished during the scan"),
    )


def test_a_tracked_file_that_was_deleted_before_is_no_part_of_the_tree(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.py": "ollama", "dir/ollama.py": "ollama", "keep.py": ""})
    (root / "a.py").unlink()
    shutil.rmtree(root / "dir")
    os.utime(root, (1, 1))
    assert run_on(root) == Audit((), files=3)


def test_a_directory_that_takes_the_place_of_a_file_during_the_scan_is_unknown(tmp_path: Path) -> None:
    plant(tmp_path, {"a.py": "ollama", "b.py": "ollama"})

    def put_directory(source: Source, hits: Sequence[Span], rules: Rules) -> FileAudit:
        (tmp_path / "b.py").unlink()
        (tmp_path / "b.py").mkdir()
        return every_hit(source, hits, rules)

    assert run_on(tmp_path, judge=put_directory).unknown == (
        Unknown("b.py", "is a directory, where a file was listed"),
    )


def test_a_directory_that_took_the_place_of_a_tracked_file_before_is_scanned(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a": "ollama"})
    (root / "a").unlink()
    plant(root, {"a/b.py": "ollama"})
    os.utime(root, (1, 1))
    found = run_on(root)
    assert found.unknown == ()
    assert lines(found) == [("a/b.py", 1)]


@posix
def test_links_are_counted_once_and_said_where_they_lead_out(tmp_path: Path) -> None:
    plant(tmp_path / "out", {"a.py": "ollama"})
    plant(tmp_path / "tree", {"src/a.py": "ollama"})
    (tmp_path / "tree" / "again.py").symlink_to("src/a.py")
    (tmp_path / "tree" / "loop").symlink_to(".")
    (tmp_path / "tree" / "file.py").symlink_to(tmp_path / "out" / "a.py")
    (tmp_path / "tree" / "dir").symlink_to(tmp_path / "out")
    (tmp_path / "tree" / "dangling").symlink_to("nowhere")
    (tmp_path / "tree" / "self").symlink_to("self")
    found = run_on(tmp_path / "tree")
    assert lines(found) == [("src/a.py", 1)]
    assert found.unknown == ()
    assert found.skipped == (
        Skipped("dangling", "symbolic link to nothing", 1),
        Skipped("dir", "symbolic link out of the tree", 1),
        Skipped("file.py", "symbolic link out of the tree", 1),
        Skipped("self", "symbolic link to nothing", 1),
    )


def test_names_of_files_and_directories_are_judged_once(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {"Ollama/a.py": "", "Ollama/b.py": "", "logo-ollama.png": b"\0", "src/ollama_client.py": "", "llama.py": ""},
    )
    rules = replace(RULES, references=(NAMES,))
    found = audit(str(tmp_path), (), Settings(str(tmp_path)), rules, jobs=1, judge=every_hit)
    assert [finding.path for finding in found.findings] == ["Ollama", "logo-ollama.png", "src/ollama_client.py"]


def test_a_bundle_is_left_out_and_said_to_be_unless_it_is_named(tmp_path: Path) -> None:
    bundle = "var a='ollama';" + "x();" * 5_000
    plant(tmp_path, {"bundle.js": bundle, "data.json": bundle, "clean.js": "y();" * 5_000})
    found = run_on(tmp_path)
    assert lines(found) == [("data.json", 1)]
    assert found.skipped == (Skipped("bundle.js", "minified (20,015 bytes a line)", 1),)
    named = run_on(tmp_path, tmp_path / "bundle.js")
    assert lines(named) == [("bundle.js", 1)] and named.skipped == ()


def test_a_mistake_in_the_judging_spoils_one_file_only(tmp_path: Path) -> None:
    def mistaken(source: Source, hits: Sequence[Span], rules: Rules) -> FileAudit:
        if source.path == "deep.py":
            raise RecursionError
        if source.path == "odd.py":
            raise KeyError("x")
        return every_hit(source, hits, rules)

    plant(tmp_path, {"a.py": "ollama", "deep.py": "ollama", "odd.py": "ollama"})
    found = run_on(tmp_path, judge=mistaken)
    assert lines(found) == [("a.py", 1)]
    assert found.unknown == (
        Unknown("deep.py", "is nested too deeply to be parsed"),
        Unknown("odd.py", "internal error, please report it: KeyError: 'x'"),
    )


@forks
def test_a_file_that_kills_its_process_is_unknown_and_the_only_one(tmp_path: Path) -> None:
    def deadly(source: Source, hits: Sequence[Span], rules: Rules) -> FileAudit:
        if source.path == "b.py":
            os._exit(1)
        return every_hit(source, hits, rules)

    plant(tmp_path, {"a.py": "ollama", "b.py": "ollama", "c.py": "ollama"})
    found = run_on(tmp_path, jobs=2, judge=deadly)
    assert lines(found) == [("a.py", 1), ("c.py", 1)]
    assert found.unknown == (Unknown("b.py", "crashed the process that looked at it"),)


def test_the_result_is_the_same_for_every_number_of_processes(tmp_path: Path) -> None:
    tree = random_tree(tmp_path / "tree", random.Random(7), 300)
    one = run_on(tree, jobs=1)
    assert len(one.findings) > 100 and one.unknown and one.skipped and one.explained
    assert run_on(tree, jobs=2) == one
    assert run_on(tree, jobs=3) == one
    assert pickled_in_spawned_processes(tree) == one


@pytest.mark.parametrize("seed", range(5))
def test_the_lines_are_those_of_grep(tmp_path: Path, seed: int) -> None:
    tree = random_tree(tmp_path / "tree", random.Random(seed), 120)
    assert set(lines(run_on(tree))) == lines_of_grep(tree)


def refuse(monkeypatch: pytest.MonkeyPatch, name: str, error: OSError) -> None:
    """Lets opening a file of that name fail; a mode of the file would not stop a superuser."""
    real = os.open

    def opened(path: str, flags: int) -> int:
        if str(path).endswith(name):
            raise error
        return real(path, flags)

    monkeypatch.setattr(os, "open", opened)


def pickled_in_spawned_processes(tree: Path) -> Audit:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "FORKS", False)
        return run_on(tree, jobs=2)


def random_tree(root: Path, chance: random.Random, count: int) -> Path:
    """A repository of files with hits and near misses, in odd places and encodings, some of them ignored."""
    repository(root, {".gitignore": "*.log\n/ignored/\n", "sub/.gitignore": "!keep.log\nb/\n"})
    pieces = [
        "ollama",
        "OLLAMA",
        "Ollama",
        "11434",
        "llama",
        "o",
        "l",
        "\n",
        "\r\n",
        " ",
        "/api/",
        "é",
        "114",
        "34",
        "x" * 50,
    ]
    names = ["a.py", "b.ts", "c.md", "d.json", "keep.log", ".env", "e.min.js", "f.png", "g.txt", "h", "ü.yml"]
    for _ in range(count):
        folder = "/".join(chance.choices(["a", "b", "sub", "ignored", "node_modules"], k=chance.randrange(4)))
        text = "".join(chance.choices(pieces, k=chance.randrange(40)))
        encoding = chance.choice(["utf-8"] * 6 + ["utf-8-sig", "utf-16", "latin-1"])
        plant(root, {f"{folder}/{chance.randrange(3)}{chance.choice(names)}".lstrip("/"): text.encode(encoding)})
    plant(root, {"odd.py": b"\xe9 ollama", "big.json": b"\0\1ollama"})
    git(root, "add", "-A")
    plant(root, {"untracked.py": "ollama\n\nx:11434 ollama", "untracked.log": "ollama"})
    return root


def lines_of_grep(root: Path) -> set[tuple[str, int]]:
    """Hits by line, of the files that git does not ignore, as grep has them; without what is left out by design."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=root, capture_output=True, check=True, text=True
    )
    found = set()
    for path in filter(None, listed.stdout.split("\0")):
        if "node_modules" in path or path.endswith((".min.js", ".png", "odd.py", "big.json")):
            continue
        raw = (root / path).read_bytes()
        if raw.startswith(b"\xff\xfe"):
            raw = raw.decode("utf-16").encode()
        elif path.endswith((".py", ".ts", ".json", ".env", "h", ".yml", ".log")) and not is_utf8(raw):
            continue  # unknown, unless it is prose
        grep = subprocess.run(["grep", "-naiE", "ollama|11434"], input=raw, capture_output=True, env={"LC_ALL": "C"})
        found |= {(path, int(row.split(b":")[0])) for row in grep.stdout.splitlines() if row[:1].isdigit()}
    return found


def is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
