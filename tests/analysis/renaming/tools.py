"""Renames the names of files that are held in memory."""

from __future__ import annotations

from migrator.record import replace
from migrator.rewrite.code_base import naming
from migrator.rewrite.run import Note, rewrite
from migrator.rules.load import RuleSet, load
from migrator.scan.source import Source

RULES = load()


def renamed(files: dict[str, str], rules: RuleSet = RULES) -> tuple[dict[str, str], tuple[Note, ...], tuple[Note, ...]]:
    """The files afterwards, what is to be reviewed and what stays with the reason; a second run must change nothing."""
    after, reviews, manual = _once(files, rules)
    again, _, _ = _once(after, rules)
    assert again == after, "a second run changes nothing"
    return after, reviews, manual


def _once(files: dict[str, str], rules: RuleSet) -> tuple[dict[str, str], tuple[Note, ...], tuple[Note, ...]]:
    sources = {path: Source(path, text.encode()) for path, text in files.items()}

    def read(path: str) -> Source:
        if path not in sources:
            raise FileNotFoundError(2, "No such file or directory", path)
        return sources[path]

    done = rewrite(".", naming(list(files), rules), read, dry_run=True)
    assert not done.errors
    after = dict(files)
    for file in done.files:
        del after[file.path]
    for file in done.files:
        assert file.to not in after
        after[file.to or file.path] = file.after.decode()
    return after, done.reviews, done.manual


def with_word(word: str) -> RuleSet:
    """The rules with another word for names."""
    return replace(RULES, names=replace(RULES.names, words={"ollama": word}))
