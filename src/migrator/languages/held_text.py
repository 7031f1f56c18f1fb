"""What a text is to the code around it, the same for every language."""

from __future__ import annotations

from typing import Literal

from migrator.record import record

Part = Literal["compared", "sought", "chosen", "key", "looked-up", "given", "argument", "other"]
"""Compared with something · sought in a text or a list · one of several (a list, a type) · the key of a mapping ·
looked up in one · the value of a name, a field or a keyword · an argument without a name · anything else."""


@record
class HeldText:
    """The part that a text plays. ``name`` is what it is given to, compared with, or looked up in.

    ``callee`` is what an argument goes to, ``owner`` the object that this is a method of, and ``first`` whether it is
    the first one; ``beside`` are the other texts of a choice, or the other keys of a mapping; ``within`` is the class
    around it. One that ``decorates`` is given to a decorator, one with a ``function`` to what gets one as well.
    """

    part: Part
    name: str = ""
    callee: str = ""
    first: bool = False
    beside: tuple[str, ...] = ()
    within: str = ""
    owner: str = ""
    decorates: bool = False
    function: bool = False
