"""One format a file; each renders an audit to text. Nothing here prints, and a format is imported when it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from migrator.model import Audit
    from migrator.report.view import View

FORMATS: dict[str, str] = {
    name: f"migrator.report.{name}"
    for name in ("text", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown")
}
"""Every format and the module that renders it."""


class Format(Protocol):
    """The module of a format."""

    def render(self, audit: Audit, view: View) -> str:
        """``audit`` as ``view`` wants it, ending with a newline."""


def render(format: str, audit: Audit, view: View) -> str:
    """``audit`` in one of :data:`FORMATS`.

    Args:
        format: A key of :data:`FORMATS`.
        audit: The whole audit; the format applies the filters of ``view``, so that it can say what they hide.
        view: What is shown, and how.

    Raises:
        KeyError: There is no such format.
    """
    from importlib import import_module

    return cast(Format, import_module(FORMATS[format])).render(audit, view)
