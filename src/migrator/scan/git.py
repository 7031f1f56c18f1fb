"""What git says is in a directory: tracked files, and untracked ones that it does not ignore."""

from __future__ import annotations

import os

from migrator.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from subprocess import Popen

GITLINK = b"160000 "
UNREAD = b"warning: could not open directory '"
ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX")
"""What a hook sets for its own repository says nothing about the one that is scanned."""


@record
class Listing:
    """What git tracks below a directory: ``files`` and ``submodules``, relative to it.

    A file with a merge conflict is listed several times, and one that was deleted as well. ``untracked`` is a git that
    looks for all other files, which takes ten times as long.
    """

    files: list[str]
    submodules: list[str]
    untracked: Popen[bytes]


@record
class Others:
    """What git does not track and does not ignore: ``files``, other ``repositories``, and what it could not read."""

    files: list[str]
    repositories: list[str]
    unread: list[tuple[str, str]]


def is_inside(directory: str) -> bool:
    """Whether ``directory``, an absolute path, is in the work tree of a repository, as far as names tell."""
    while not os.path.lexists(os.path.join(directory, ".git")):
        above = os.path.dirname(directory)
        if above == directory:
            return False
        directory = above
    return True


def listing(directory: str) -> Listing | None:
    """What is below ``directory``, or None where git is missing or refuses. Has to go to :func:`others` or `close`."""
    try:
        untracked = _git(directory, "ls-files", "-o", "--exclude-standard", "-z")
        tracked = _git(directory, "ls-files", "-s", "-z")
    except OSError:
        return None
    entries = tracked.communicate()[0]
    if tracked.returncode:
        close(untracked)
        return None
    return Listing(*_tracked(entries), untracked)


def others(untracked: Popen[bytes]) -> Others:
    """What git found, once it has."""
    output, said = untracked.communicate()
    paths = [path for path in os.fsdecode(output).split("\0") if path]
    files = [path for path in paths if not path.endswith("/")]
    unread = complaints(said)
    if untracked.returncode:
        unread.append((".", "git cannot list untracked files: " + os.fsdecode(said).strip()))
    return Others(files, [path.rstrip("/") for path in paths if path.endswith("/")], unread)


def close(untracked: Popen[bytes]) -> None:
    """Ends a git whose answer nobody wants any more."""
    with untracked:
        untracked.kill()


def _git(directory: str, *arguments: str) -> Popen[bytes]:
    from subprocess import DEVNULL, PIPE, Popen

    environment = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    # A repository's own settings can name a command for git to run here; nothing that is scanned is ever run.
    command = ("git", "-c", "core.fsmonitor=false", *arguments)
    return Popen(command, cwd=directory, env=environment, stdin=DEVNULL, stdout=PIPE, stderr=PIPE)


def _tracked(entries: bytes) -> tuple[list[str], list[str]]:
    """Files and submodules of ``mode object stage<tab>path`` entries."""
    if entries.startswith(GITLINK) or b"\0" + GITLINK in entries:
        rows = [entry.partition(b"\t") for entry in entries.split(b"\0") if entry]
        files = [os.fsdecode(path) for mode, _, path in rows if not mode.startswith(GITLINK)]
        return files, [os.fsdecode(path) for mode, _, path in rows if mode.startswith(GITLINK)]
    start = entries.find(b"\t") + 1  # the same for all
    return [entry[start:] for entry in os.fsdecode(entries).split("\0") if entry], []


def complaints(said: bytes) -> list[tuple[str, str]]:
    """Directories that git warns it could not open; it goes on without them and calls that success."""
    found = []
    for line in said.splitlines():
        if line.startswith(UNREAD):
            path, _, why = line[len(UNREAD) :].rpartition(b"': ")
            found.append((os.fsdecode(path).rstrip("/"), "cannot be read: " + os.fsdecode(why).lower()))
    return found
