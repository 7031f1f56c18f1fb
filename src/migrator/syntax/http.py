"""How HTTP libraries are told apart: how a request is written, what its response offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.record import record

if TYPE_CHECKING:
    import re


@record(eq=False)
class Library:
    """An HTTP library: the names by which a response gives its JSON body, its status, its lines and raw content.

    ``checks`` raise unless the request succeeded; ``harmless`` members do not depend on the body. Those of ``lines``
    that are ``binary`` give bytes, unless the argument ``decoded`` is true. One that ``raises`` gives none that failed;
    with ``given`` the body is there as a value and not got by a call, with ``parsed`` there is no response around it.
    ``copies`` give the same response once more. One that is ``flowing`` gives its bytes itself, bit by bit, one that is
    ``iterated`` the lines of them. The member ``inside`` of a response is what its body is read from, as ``content``
    says. Where ``between`` is in the text of a file, its clients may change bodies on their way.
    """

    name: str
    body: str
    status: frozenset[str] = frozenset()
    checks: frozenset[str] = frozenset()
    harmless: frozenset[str] = frozenset()
    raw: frozenset[str] = frozenset()
    copies: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    binary: frozenset[str] = frozenset()
    decoded: str = ""
    raises: bool = False
    given: bool = False
    parsed: bool = False
    flowing: bool = False
    iterated: bool = False
    inside: str = ""
    content: Library | None = None
    between: re.Pattern[bytes] | None = None


@record
class Doubles:
    """How tests answer in a server's place: the names by which a made-up response gets its body.

    It is given by an attribute or argument called one of ``bodies``, or by what a function in its place ``gives``.
    ``makers`` make a response or tell a tool about one, and so does what belongs to one of the ``tools``. What a
    ``fixture`` returns stands for the parameters of its name. A method of ``looks`` compares its argument with what
    was asked; a function of ``texts`` makes a text of a body, which says the same of any.
    """

    bodies: frozenset[str]
    gives: frozenset[str]
    makers: frozenset[str]
    tools: tuple[str, ...]
    fixture: str
    looks: frozenset[str]
    texts: frozenset[str]


@record
class Shape:
    """How a request is written: where its URL, its method and its body stand among the arguments.

    ``method`` is empty where an argument gives it (``method_at``). ``body`` are the names of the arguments that may
    hold the body, the JSON one first; ``positional`` the names of those that follow the URL without a name, ``text``
    those that take text; ``headers`` the name of the one that takes headers, empty if none does.
    ``written_by`` are the methods of what a call gives that take its body, as text; ``heard`` says that a function
    among the arguments gets the response. ``sent_by`` are the qualified names of the functions that send what a call
    only describes, ``received_by`` the methods of the client that give the response of what was sent last.
    ``options`` is the position of an object whose entries give what is no argument itself, ``base`` the names of those
    that hold what the URL is relative to, ``default`` the method if none is given.
    """

    library: Library
    method: str
    url: str
    url_at: int
    method_at: int = -1
    body: tuple[str, ...] = ()
    positional: tuple[str, ...] = ()
    text: frozenset[str] = frozenset()
    headers: str = "headers"
    headers_at: int = -1
    streamed: bool = False
    options: int = -1
    base: tuple[str, ...] = ()
    default: str = ""
    sent_by: frozenset[str] = frozenset()
    received_by: frozenset[str] = frozenset()
    written_by: frozenset[str] = frozenset()
    heard: bool = False
