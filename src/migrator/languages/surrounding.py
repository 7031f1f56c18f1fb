"""What surrounds a name in code, the same for every language."""

from __future__ import annotations

from migrator.record import record


@record
class Surrounding:
    """``callee`` is what a keyword is given to, ``bases`` the base classes of the class that a field is declared in.

    ``declared`` says that the name gets its value here, ``exported`` that it does so outside of every function.
    ``module`` says that it stands in the part of an import that names a module; ``source`` is that module. ``wire``
    says that it is a key of what is sent or stored, ``shorthand`` that it is a key and the name of its value at once.
    ``typed`` says that a type declares it as a part of its values, ``filled`` that a value gets it as one.
    """

    callee: str = ""
    bases: tuple[str, ...] | None = None
    declared: bool = False
    exported: bool = False
    module: bool = False
    source: str = ""
    wire: bool = False
    shorthand: bool = False
    typed: bool = False
    filled: bool = False
