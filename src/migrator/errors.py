"""What a person can put right: printed as it is, without a traceback, with exit code 2."""

from __future__ import annotations

from collections.abc import Iterable


class UserError(Exception):
    """Something a person can put right. ``problems`` are sentences: the file, the line, what is wrong, what to do."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))
