"""What the analysis asks of a programming language about the imports of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from migrator.model import Span
from migrator.record import record
from migrator.syntax.expressions import Name
from migrator.syntax.values import Binding

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.syntax.module import Project


@record
class Home:
    """Where a module stands that a file needs and that may not be there yet: a folder of the project.

    ``before`` and ``after`` are what stands around the module's name where the file imports it. ``kind`` is the suffix
    of the snippets that can serve the file, empty if none can, ``suffix`` that of the module's own file.
    """

    folder: str
    before: str
    kind: str
    suffix: str
    after: str = ""


@record
class Compared:
    """A comparison of a value with ``text``, for being the same or, if ``negative``, for being another one."""

    text: str
    negative: bool
    span: Span


class Importing(Protocol):
    """What a file imports and hands on, where that is written, and how imports are written anew."""

    def handed_on(self) -> list[str]:
        """The modules all of whose names can be imported from this one."""

    def imports(self) -> list[Binding]:
        """Every binding that an import makes; its value is the statement."""

    def locally(self, module: str, names: frozenset[str]) -> frozenset[str]:
        """What ``names`` of an imported module may be called in this file, themselves included."""

    def listed(self, statement: Node) -> list[tuple[Span, Binding]]:
        """The names that an import statement takes, where each is written with its alias."""

    @property
    def script(self) -> bool:
        """Whether the file is no module: other scripts of its page see the names at its top."""

    def in_browser(self, project: Project) -> bool:
        """Whether the file runs in a browser, where there is no environment to read."""

    def piped(self, parser: str, tight: bool) -> tuple[str, str]:
        """What stands before and after an object in a place that may be ``tight``, that goes into a new ``parser``."""

    def compared(self, node: Node) -> Compared | None:
        """The comparison of the value at ``node`` with a text that is written out, if that is its use."""

    def home(self, project: Project) -> Home:
        """Where a module stands that this file needs, and others may."""

    def imported_names(self, statement: Node) -> int:
        """How many names an import statement binds."""

    def import_text(self, module: str, names: tuple[str, ...], like: Node | None = None) -> str:
        """An import statement for a module, or for names of it, in the style of the one at ``like``."""

    def after_imports(self, first: Node | None = None) -> int:
        """The byte offset after the imports at the top of the file, or after those that begin with ``first``."""

    def shared_name(self, binding: Binding) -> bool:
        """Whether a name has other meanings in the scope of a binding."""

    def named(self, binding: Binding) -> list[Name]:
        """The places that name what a binding imports, in types as well."""

    def types_alone(self, statement: Node) -> bool:
        """Whether an import statement takes nothing but types, which are not there while the program runs."""

    def importing(self, binding: Binding) -> Node | None:
        """The whole statement of an import."""
