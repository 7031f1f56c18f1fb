"""What a language module says about a textual hit: its syntactic role. Rules turn references into findings."""

from __future__ import annotations

from typing import Literal

from migrator.model import Span
from migrator.record import record

Role = Literal[
    # code
    "import",  # name: the module or package; value: the names taken from it
    "string",  # value: the text; name: the key, keyword or variable it is given to
    "comment",
    "docstring",
    "identifier",  # name: the word; value: class function variable parameter attribute property type enum-member
    "env-read",  # name: the variable; value: its default
    "markup",  # text between tags; name: the tag
    "attribute",  # of a tag; name: tag.attribute, value: its text
    # configuration
    "entry",  # a scalar under a key; name: the dotted path (services.web.image), value: the scalar
    "key",  # the hit is in a key itself; name: the dotted path up to and with it
    "env-write",  # a variable gets a value; name, value
    "command",  # a command line; name: the program, value: the whole command
    "instruction",  # Dockerfile, nginx, systemd; name: the instruction, value: its arguments
    "dependency",  # name: the package; value: its version specification
    # text
    "heading",
    "prose",
    "code",  # a fenced or inline sample; name: its language
    "link",
    # the file itself
    "file-name",  # name: the last part of its path
    # no reference at all
    "number",  # digits of a longer number, a hash, base64
    "locked",  # generated content: lock files, snapshots
    "unknown",
]


@record
class Reference:
    """A place that names something, with the role the language gives it.

    ``span`` is the smallest syntactic thing that holds the hit (a whole string literal, identifier, scalar, comment),
    never more than what a reader would underline. ``name`` and ``value`` depend on the role, see :data:`Role`.
    """

    role: Role
    span: Span
    name: str = ""
    value: str = ""
