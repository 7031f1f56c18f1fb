"""Writing a plan: what is refused, what is taken back, and what must survive in every file."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from migrator.rewrite.apply import Applied, apply
from migrator.rewrite.disk import Refused
from migrator.rewrite.plan import FileChange
from migrator.scan.source import Source
from tests.rewrite.trees import AFTER, BEFORE, changes, failing, plant, steps, tree

posix = pytest.mark.skipif(os.name == "nt", reason="permissions and links are POSIX's here")


def refused(root: Path, files: list[FileChange]) -> str:
    """The reasons for which nothing was written."""
    before = tree(root)
    with pytest.raises(Refused) as caught:
        apply(files, str(root))
    assert tree(root) == before
    return str(caught.value)


def test_nothing_to_write_leaves_no_journal(tmp_path: Path) -> None:
    assert apply([], str(plant(tmp_path))) == Applied()
    assert tree(tmp_path) == BEFORE


def test_a_file_that_changed_since_it_was_read_is_refused_with_all_others(tmp_path: Path) -> None:
    plant(tmp_path, BEFORE | {"pkg/b.py": b"b = 3\n"})
    assert "pkg/b.py changed since it was read: run again" in refused(tmp_path, changes())


def test_every_reason_is_given_at_once(tmp_path: Path) -> None:
    plant(tmp_path, BEFORE | {"pkg/b.py": b"b = 3\n", "pkg/deep/c.py": b"c"})
    (tmp_path / "a.py").unlink()
    said = refused(tmp_path, changes())
    assert "a.py: No such file or directory" in said
    assert "pkg/b.py changed" in said
    assert "pkg/deep/c.py changed" in said
    assert said.endswith("nothing was changed")


def test_a_file_that_changes_during_the_write_is_kept_and_the_rest_taken_back(tmp_path: Path) -> None:
    plant(tmp_path)

    def edit(operation: str, path: str) -> None:
        if operation == "replace" and path.endswith("a.py"):
            (tmp_path / "pkg/b.py").write_bytes(b"edited meanwhile\n")

    with pytest.raises(Refused, match=r"pkg/b\.py changed since"):
        apply(changes(), str(tmp_path), step=edit)
    assert tree(tmp_path) == BEFORE | {"pkg/b.py": b"edited meanwhile\n"}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_whatever_fails_at_whatever_moment_the_tree_is_as_before(tmp_path: Path, number: int) -> None:
    (tmp_path / "count").mkdir()
    total = steps(lambda step: apply(changes(), str(plant(tmp_path / "count")), step=step))
    assert total >= 3 * 2 * len(AFTER)
    for at in range(total):
        root = plant(tmp_path / str(at))
        with pytest.raises(Refused) as caught:
            apply(changes(), str(root), step=failing(at, OSError(number, os.strerror(number))))
        assert os.strerror(number) in str(caught.value)
        assert tree(root, journal=False) == BEFORE
        assert not list((root / ".migrator").glob("journal/*"))


def test_ctrl_c_takes_everything_back(tmp_path: Path) -> None:
    plant(tmp_path)

    def interrupt(operation: str, path: str) -> None:
        if operation == "replace" and path.endswith("c.py"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        apply(changes(), str(tmp_path), step=interrupt)
    assert tree(tmp_path) == BEFORE


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs tmpfs")
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(tmp_path)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no right to mount")
    try:
        before = {f"{n}.py": b"x = 1\n" * 4_000 for n in range(4)}
        plant(tmp_path, before)
        files = [FileChange(path, Source(path, data), data + b"y = 2\n") for path, data in before.items()]
        with pytest.raises(Refused, match="No space left on device"):
            apply(files, str(tmp_path))
        assert tree(tmp_path, journal=False) == before
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


@posix
def test_a_read_only_file_is_refused(tmp_path: Path) -> None:
    (plant(tmp_path) / "a.py").chmod(0o444)
    assert "a.py is read-only" in refused(tmp_path, changes())


@posix
def test_a_read_only_directory_is_refused(tmp_path: Path) -> None:
    """As a user without root's rights, whoever runs the tests."""
    plant(tmp_path)
    for path in [tmp_path, *tmp_path.parents]:
        if path.owner() == tmp_path.owner() and path.stat().st_uid == os.getuid():
            path.chmod(path.stat().st_mode | 0o755)
    (tmp_path / "a.py").chmod(0o666)
    tmp_path.chmod(0o555)
    child = os.fork()
    if child == 0:
        if os.getuid() == 0:
            os.setuid(65534)
        try:
            apply(changes({"a.py": b"a = one\n"}), str(tmp_path))
        except Refused as error:
            os._exit(0 if "a.py: its directory is read-only" in str(error) else 3)
        except BaseException:
            os._exit(4)
        os._exit(5)
    status = os.waitpid(child, 0)[1]
    tmp_path.chmod(0o755)
    assert os.waitstatus_to_exitcode(status) == 0
    assert tree(tmp_path) == BEFORE


@posix
def test_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    outside = plant(tmp_path / "outside", {"a.py": b"a = 1\n"})
    root = plant(tmp_path / "root", {})
    root.mkdir()
    (root / "a.py").symlink_to(outside / "a.py")
    assert "a.py is a link to a file outside" in refused(root, changes({"a.py": b"x"}))
    assert tree(outside) == {"a.py": b"a = 1\n"}


@posix
def test_a_link_inside_the_project_stays_a_link_and_its_target_changes(tmp_path: Path) -> None:
    plant(tmp_path, {"pkg/real.py": b"a = 1\n"})
    (tmp_path / "a.py").symlink_to("pkg/real.py")
    apply(changes({"a.py": b"a = one\n"}), str(tmp_path))
    assert (tmp_path / "a.py").is_symlink()
    assert (tmp_path / "pkg/real.py").read_bytes() == b"a = one\n"


@posix
def test_one_file_under_two_names_is_written_once_and_never_in_two_ways(tmp_path: Path) -> None:
    plant(tmp_path, {"a.py": b"a = 1\n"})
    (tmp_path / "b.py").symlink_to("a.py")
    before = {"a.py": b"a = 1\n", "b.py": b"a = 1\n"}
    assert "changed in two ways" in refused(tmp_path, changes({"a.py": b"x", "b.py": b"y"}, before))
    assert apply(changes({"a.py": b"x", "b.py": b"x"}, before), str(tmp_path)).files == ("a.py",)


@posix
def test_a_journal_that_is_a_link_is_refused(tmp_path: Path) -> None:
    root, outside = plant(tmp_path / "root"), plant(tmp_path / "outside", {"x": b""})
    (root / ".migrator").symlink_to(outside)
    assert "is a link" in refused(root, changes())
    assert tree(outside) == {"x": b""}


@posix
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o640])
def test_permissions_are_kept(tmp_path: Path, mode: int) -> None:
    (plant(tmp_path) / "a.py").chmod(mode)
    apply(changes(), str(tmp_path))
    assert (tmp_path / "a.py").stat().st_mode & 0o7777 == mode


@posix
def test_the_owner_is_kept(tmp_path: Path) -> None:
    plant(tmp_path)
    if os.getuid() != 0:
        pytest.skip("only root can give files away")
    os.chown(tmp_path / "a.py", 1234, 4321)
    apply(changes(), str(tmp_path))
    status = (tmp_path / "a.py").stat()
    assert (status.st_uid, status.st_gid) == (1234, 4321)


@pytest.mark.parametrize(
    ("raw", "encoding", "bom"),
    [
        pytest.param("a = 'é'\n".encode(), "utf-8", b"", id="utf-8"),
        pytest.param("a = 'é'\r\nb".encode(), "utf-8", b"\xef\xbb\xbf", id="byte order mark"),
        pytest.param("a = 'é'\r\n".encode("utf-16-le"), "utf-16-le", b"\xff\xfe", id="utf-16-le"),
        pytest.param("a = 'é'\n".encode("utf-16-be"), "utf-16-be", b"\xfe\xff", id="utf-16-be"),
        pytest.param("a = 'é'\n".encode("latin-1"), "latin-1", b"", id="latin-1"),
    ],
)
def test_encoding_and_byte_order_mark_are_kept(tmp_path: Path, raw: bytes, encoding: str, bom: bytes) -> None:
    plant(tmp_path, {"a.py": bom + raw})
    source = Source("a.py", raw.decode(encoding).encode(), encoding, bom)
    apply([FileChange("a.py", source, source.data.replace(b"a =", b"long ="))], str(tmp_path))
    assert (tmp_path / "a.py").read_bytes() == bom + raw.decode(encoding).replace("a =", "long =").encode(encoding)


@posix
def test_names_that_are_no_utf8_are_written(tmp_path: Path) -> None:
    name = os.fsdecode(b"a\xff \n.py")
    try:
        plant(tmp_path, {name: b"a = 1\n"})
    except OSError:
        pytest.skip("this file system takes only UTF-8")
    apply(changes({name: b"one\n"}, {name: b"a = 1\n"}), str(tmp_path))
    assert (tmp_path / name).read_bytes() == b"one\n"


def test_other_files_and_their_times_are_not_touched(tmp_path: Path) -> None:
    plant(tmp_path)
    os.utime(tmp_path / ".env", ns=(1, 1))
    apply(changes(), str(tmp_path))
    assert tree(tmp_path, journal=False) == BEFORE | AFTER
    assert (tmp_path / ".env").stat().st_mtime_ns == 1


def test_git_does_not_see_the_journal(tmp_path: Path) -> None:
    plant(tmp_path)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    apply(changes(), str(tmp_path))
    listed = subprocess.run(
        ["git", "-C", str(tmp_path), "ls-files", "-co", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert sorted(listed.stdout.split()) == sorted(BEFORE | AFTER)
