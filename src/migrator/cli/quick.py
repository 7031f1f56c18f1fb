"""A hook's commonest case: files without a hit. Answered from their bytes, with next to nothing imported."""

from __future__ import annotations

import os

from migrator.rules.needles import built_in
from migrator.scan.search import matcher

TYPE_CHECKING = False
if TYPE_CHECKING:
    from migrator.scan.search import Matcher

LARGEST = 10_000_000
DIRECTIVE = b"migrator:"
SETTINGS = ("migrator.toml", "pyproject.toml")
TELLING = (b"rules", b"max")


def is_clean(paths: list[str]) -> bool:
    """Whether these are all plain files in which there is certainly nothing to find.

    False means only that one has to look: a hit, a directory, a link, something unreadable or not UTF-8 text, or
    settings that may change what is searched for.
    """
    holds = matcher((*built_in(), DIRECTIVE))
    return bool(paths) and not own_rules() and all(file_is_clean(path, holds) for path in paths)


def file_is_clean(path: str, holds: Matcher) -> bool:
    """Whether ``path`` is a plain UTF-8 text file in which ``holds`` finds nothing, nor in its name."""
    try:
        if os.path.islink(path) or os.path.getsize(path) > LARGEST:
            return False
        with open(path, "rb", buffering=0) as stream:
            data = stream.read()
        data.decode()
    except (OSError, UnicodeDecodeError):
        return False
    return b"\0" not in data and not holds(data) and not holds(os.fsencode(path))


def own_rules() -> bool:
    """Whether settings, here or above, may name rules of a team's own or limits: one has to read them properly."""
    folder = os.getcwd()
    while True:
        for name in SETTINGS:
            try:
                with open(os.path.join(folder, name), "rb", buffering=0) as stream:
                    text = stream.read()
            except OSError:
                continue
            if name == SETTINGS[0] or b"migrator" in text:
                lines = [line for line in text.split(b"\n") if not line.lstrip().startswith(b"#")]
                if any(word in line for line in lines for word in TELLING):
                    return True
        above = os.path.dirname(folder)
        if above == folder:
            return False
        folder = above
