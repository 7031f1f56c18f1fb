from __future__ import annotations

import inspect
import os
import socket
import sys
from pathlib import Path

import pytest

from migrator.model import Skipped, Unknown
from migrator.scan import git as git_listing
from migrator.scan.walk import NOT_COUNTED, Walked, walk
from migrator.settings import Settings
from tests.scan.trees import git, plant, repository

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such names or files")
linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems insist on Unicode names")


def files(root: Path, *paths: Path, **settings: tuple[str, ...]) -> tuple[str, ...]:
    return walked(root, *paths, **settings).files


def walked(root: Path, *paths: Path, **settings: tuple[str, ...]) -> Walked:
    return walk(str(root), [str(path) for path in paths], Settings(str(root), **settings))  # type: ignore[arg-type]


@pytest.fixture(params=["git", "no git"])
def tree(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository, listed by git or, as if git were missing, walked."""
    root = repository(tmp_path / "tree", {})
    if request.param == "no git":
        monkeypatch.setattr(git_listing, "listing", lambda _: None)
    return root


def test_an_ignored_file_is_not_listed(tree: Path) -> None:
    plant(tree, {".gitignore": "*.log\nout/\n", "a.log": "", "a.py": "", "out/b.py": "", "src/out/c.py": ""})
    assert files(tree) == (".gitignore", "a.py")


def test_an_ignore_file_in_a_directory_holds_below_it_and_overrules_those_above(tree: Path) -> None:
    plant(tree, {".gitignore": "*.txt\n", "a.txt": "", "docs/.gitignore": "!*.txt\nprivate/\n", "docs/a.txt": ""})
    plant(tree, {"docs/private/b.md": "", "private/b.md": "", "docs/deep/a.txt": ""})
    assert files(tree) == (
        ".gitignore",
        "docs/.gitignore",
        "docs/a.txt",
        "docs/deep/a.txt",
        "private/b.md",
    )


def test_a_pattern_that_is_malformed_is_as_if_it_were_not_there(tree: Path) -> None:
    plant(tree, {".gitignore": "!\n*.log\n", "a.log": "", "b": ""})
    assert files(tree) == (".gitignore", "b")


def test_nothing_of_git_itself_is_listed(tree: Path) -> None:
    assert files(tree) == ()


def test_installed_packages_are_left_out_and_said_to_be(tree: Path) -> None:
    plant(
        tree, {"package.json": "", "node_modules/x/index.js": "", "web/node_modules/y.js": "", "web/package.json": ""}
    )
    found = walked(tree)
    assert found.files == ("package.json", "web/package.json")
    assert {(one.path, one.reason) for one in found.skipped} == {
        ("node_modules", "installed packages"),
        ("web/node_modules", "installed packages"),
    }


def test_installed_packages_that_git_ignores_are_said_to_be_left_out_as_well(tree: Path) -> None:
    plant(tree, {".gitignore": "node_modules\n.venv\n", "web/package.json": "", "web/node_modules/y.js": ""})
    plant(tree, {"pyproject.toml": "", ".venv/pyvenv.cfg": "", ".venv/x.py": ""})
    found = walked(tree)
    assert found.files == (".gitignore", "pyproject.toml", "web/package.json")
    if git_listing.listing(str(tree)) is not None:
        assert found.skipped == (
            Skipped(".venv", "virtual environment", NOT_COUNTED),
            Skipped("web/node_modules", "installed packages", NOT_COUNTED),
        )


def test_a_virtual_environment_is_known_by_its_mark_and_not_by_its_name(tree: Path) -> None:
    plant(tree, {"Lib/venv/__init__.py": "", "tools/env39/pyvenv.cfg": "", "tools/env39/lib/x.py": ""})
    found = walked(tree)
    assert found.files == ("Lib/venv/__init__.py",)
    assert [(one.path, one.reason) for one in found.skipped] == [("tools/env39", "virtual environment")]


def test_build_output_is_scanned_unless_it_is_ignored(tree: Path) -> None:
    plant(tree, {"dist/a.js": "", "build/b.py": ""})
    assert files(tree) == ("build/b.py", "dist/a.js")


def test_minified_and_binary_files_are_left_out_and_counted(tree: Path) -> None:
    plant(tree, {"a.min.js": "", "b/c.MIN.js": "", "d.js": "", "logo.PNG": b"\0", "x.js.map": "", "min.js": ""})
    found = walked(tree)
    assert found.files == ("d.js", "min.js")
    assert found.binary == ("logo.PNG",)
    assert found.skipped == (
        Skipped("*.js.map", "source map", 1),
        Skipped("*.min.js", "minified", 2),
        Skipped("*.png", "binary file", 1),
    )


def test_a_named_file_is_scanned_whatever_ignores_it(tree: Path) -> None:
    plant(tree, {".gitignore": "*\n", "node_modules/x/a.min.js": "", "secret.env": ""})
    assert files(tree, tree / "node_modules/x/a.min.js", tree / "secret.env") == (
        "node_modules/x/a.min.js",
        "secret.env",
    )


def test_a_named_directory_that_is_ignored_is_scanned(tree: Path) -> None:
    plant(tree, {".gitignore": "out/\n", "out/a.py": "", "out/b/c.py": ""})
    assert files(tree, tree / "out") == ("out/a.py", "out/b/c.py")


def test_a_named_directory_gives_paths_from_the_root(tree: Path) -> None:
    plant(tree, {"a.py": "", "src/b.py": "", "src/deep/c.py": "", "srcx/d.py": ""})
    assert files(tree, tree / "src") == ("src/b.py", "src/deep/c.py")


def test_overlapping_paths_give_every_file_once(tree: Path) -> None:
    plant(tree, {"src/a.py": "", "src/deep/b.py": ""})
    batches: list[str] = []
    paths = [str(tree / path) for path in ("src/deep", "src", "src/a.py", ".", "src/a.py")]
    found = walk(str(tree), paths, Settings(str(tree)), lambda files: batches.extend(files))
    assert found.files == ("src/a.py", "src/deep/b.py")
    assert sorted(batches) == ["src/a.py", "src/deep/b.py"]


def test_a_relative_path_is_seen_from_the_current_directory(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tree, {"a.py": "", "src/b.py": ""})
    monkeypatch.chdir(tree / "src")
    found = walk(str(tree), ["."], Settings(str(tree)))
    assert found.files == ("src/b.py",)


def test_a_path_that_does_not_exist_is_unknown(tree: Path) -> None:
    assert walked(tree, tree / "nope.py").unknown == (Unknown("nope.py", "does not exist"),)


@posix
def test_a_socket_or_pipe_is_not_waited_for(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tree / "pipe")
    monkeypatch.chdir(tree)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        assert files(tree) == ()
        found = walked(tree, tree / "pipe", tree / "socket")
    assert found.files == ()
    assert {one.path for one in found.unknown} == {"pipe", "socket"}


def test_exclude_and_include_are_patterns_from_the_root(tree: Path) -> None:
    plant(tree, {"a.py": "", "b.md": "", "docs/a.py": "", "src/docs/a.py": "", "src/a.png": ""})
    assert files(tree, exclude=("/docs/", "*.md")) == ("a.py", "src/docs/a.py")
    assert files(tree, include=("src/",)) == ("src/docs/a.py",)
    assert files(tree, include=("*.py",), exclude=("docs",)) == ("a.py",)
    assert walked(tree, exclude=("src",)).binary == ()


def test_the_baseline_is_not_scanned(tree: Path) -> None:
    plant(tree, {"migrator-baseline.txt": "", "docs/migrator-baseline.txt": ""})
    assert files(tree) == ("docs/migrator-baseline.txt",)


@posix
def test_links_to_directories_are_not_entered_so_that_loops_end(tree: Path, tmp_path: Path) -> None:
    plant(tmp_path / "elsewhere", {"secret.py": ""})
    plant(tree, {"src/a.py": ""})
    (tree / "src" / "loop").symlink_to(tree)
    (tree / "out").symlink_to(tmp_path / "elsewhere")
    (tree / "self").symlink_to(tree / "self")
    assert files(tree) == ("out", "self", "src/a.py", "src/loop")


@posix
def test_a_named_link_is_followed(tree: Path) -> None:
    plant(tree, {"src/a.py": ""})
    (tree / "link").symlink_to(tree / "src" / "a.py")
    assert files(tree, tree / "link") == ("src/a.py",)


@linux
def test_names_may_hold_anything(tree: Path) -> None:
    names = [
        b"with space.py",
        b"new\nline.py",
        b"\x1b[31mred.py",
        b"latin\xe9.py",
        b'quote".py',
        b"tab\t.py",
        "ü.py".encode(),
    ]
    for name in names:
        with open(os.path.join(os.fsencode(tree), name), "wb"):
            pass
    assert {os.fsencode(path) for path in files(tree)} == set(names)


@linux
def test_tracked_names_may_hold_anything(tmp_path: Path) -> None:
    root = repository(tmp_path, {"tab\there \n.py": "", os.fsdecode(b"\xff\xfe"): ""})
    assert set(files(root)) == {"tab\there \n.py", os.fsdecode(b"\xff\xfe")}


def test_a_directory_nested_too_deeply_for_recursion_is_walked(tmp_path: Path) -> None:
    deep = "d/" * 150
    plant(tmp_path, {deep + "a.py": ""})
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 100)
    try:
        found = files(tmp_path)
    finally:
        sys.setrecursionlimit(limit)
    assert found == (deep + "a.py",)


def test_tracked_untracked_and_ignored_files(tmp_path: Path) -> None:
    root = repository(tmp_path, {"tracked.py": "", ".gitignore": "*.log\n", "forced.txt": ""})
    plant(root, {"kept.log": "", "new.py": ""})
    git(root, "add", "-f", "kept.log")
    plant(root, {"dropped.log": ""})
    assert files(root) == (".gitignore", "forced.txt", "kept.log", "new.py", "tracked.py")


def test_a_root_below_the_top_of_the_repository(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.py": "", "app/b.py": "", "app/c/d.py": ""})
    plant(root, {"app/new.py": "", ".gitignore": "*.log\n", "app/x.log": ""})
    assert files(root / "app") == ("b.py", "c/d.py", "new.py")


def test_tracked_packages_are_left_out_with_their_number(tmp_path: Path) -> None:
    root = repository(
        tmp_path, {"a.py": "", "x/node_modules/a/b.js": "", "x/node_modules/c.js": "", "__pycache__/a.py": ""}
    )
    found = walked(root)
    assert found.files == ("a.py",)
    assert found.skipped == (Skipped("x/node_modules", "installed packages", 2),)


def test_a_conflicting_merge_lists_a_file_once(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.py": "1\n"})
    git(root, "checkout", "-q", "-b", "other")
    plant(root, {"a.py": "2\n"})
    git(root, "commit", "-q", "-am", "2")
    git(root, "checkout", "-q", "-")
    plant(root, {"a.py": "3\n"})
    git(root, "commit", "-q", "-am", "3")
    with pytest.raises(Exception, match="merge"):
        git(root, "merge", "other")
    batches: list[str] = []
    walk(str(root), (), Settings(str(root)), lambda files: batches.extend(files))
    assert batches == ["a.py"]


def test_repositories_inside_one_are_scanned(tmp_path: Path) -> None:
    library = repository(tmp_path / "library", {"lib.py": "", ".gitignore": "*.log\n"})
    root = repository(tmp_path / "root", {"a.py": ""})
    git(root, "submodule", "add", "-q", str(library), "vendor/library")
    plant(root, {"vendor/library/new.py": "", "vendor/library/x.log": ""})
    repository(root / "nested", {"n.py": ""})
    assert files(root) == (
        ".gitmodules",
        "a.py",
        "nested/n.py",
        "vendor/library/.gitignore",
        "vendor/library/lib.py",
        "vendor/library/new.py",
    )


def test_a_submodule_that_is_not_checked_out_is_said_to_be_left_out(tmp_path: Path) -> None:
    library = repository(tmp_path / "library", {"lib.py": ""})
    root = repository(tmp_path / "root", {"a.py": ""})
    git(root, "submodule", "add", "-q", str(library), "library")
    git(root, "commit", "-q", "-am", "library")
    git(root, "submodule", "deinit", "-q", "-f", "library")
    assert walked(root).skipped == (Skipped("library", "submodule that is not checked out", NOT_COUNTED),)


def test_the_variables_of_a_hook_do_not_lead_to_another_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = repository(tmp_path / "other", {"other.py": ""})
    root = repository(tmp_path / "root", {"a.py": ""})
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    assert files(root) == ("a.py",)


def test_nothing_that_the_repository_configures_is_run(tmp_path: Path) -> None:
    root = repository(tmp_path / "root", {"a.py": ""})
    git(root, "config", "core.fsmonitor", f"touch '{tmp_path / 'ran'}' #")
    assert files(root) == ("a.py",)
    assert not (tmp_path / "ran").exists()


def test_without_git_on_the_path_the_files_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(tmp_path, {"a.py": "", ".gitignore": "b.py\n"})
    plant(root, {"b.py": ""})
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert files(root) == (".gitignore", "a.py")


def test_a_directory_that_git_cannot_open_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(tmp_path / "root", {"a.py": ""})
    real = git_listing.others
    complaint = [("locked", "cannot be read: permission denied")]
    monkeypatch.setattr(git_listing, "others", lambda popen: git_listing.Others(real(popen).files, [], complaint))
    assert walked(root).unknown == (Unknown("locked", "cannot be read: permission denied"),)


def test_the_complaints_of_git_are_understood() -> None:
    said = b"warning: could not open directory 'a b/': Permission denied\nwarning: something else\n"
    assert git_listing.complaints(said) == [("a b", "cannot be read: permission denied")]


def test_a_directory_that_cannot_be_opened_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, {"a.py": "", "locked/b.py": ""})
    real = os.scandir

    def scandir(path: str) -> object:
        if path.rstrip("/").endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = walked(tmp_path)
    assert found.files == ("a.py",)
    assert found.unknown == (Unknown("locked", "cannot be read: permission denied"),)


def test_files_are_handed_over_before_git_has_found_all(tmp_path: Path) -> None:
    root = repository(tmp_path, {"b.py": "", "a.py": ""})
    plant(root, {"new.py": ""})
    batches: list[tuple[str, ...]] = []
    walk(str(root), (), Settings(str(root)), lambda files: batches.append(tuple(files)))
    assert batches == [("a.py", "b.py"), ("new.py",)]
