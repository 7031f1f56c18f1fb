"""How a client library of the old server reaches the operations, and what replaces it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from migrator.record import field, record
from migrator.rules.schema import Example


@record
class Package:
    """How a client library of the old server reaches the operations, and what replaces it.

    ``functions`` maps names of the module and of its clients to operations; ``positional`` lists their parameters.
    ``clients`` maps a class to the qualified class that replaces it. ``arguments`` maps constructor arguments; those of
    ``absent`` are added where they were left out, ``always`` anyway. ``default_client`` stands for the functions of the
    module: its name, ``others`` where that is taken, its
    class. ``exceptions`` maps the package's own, with their attributes, and what is different in a ``stream``;
    ``failures`` says which exception of the new library a handler of a general one has to catch as well, ``errors``
    what is read of one that is caught whatever its class: the new name, or why there is none. ``same`` are methods that
    both clients have, ``rest`` the others of the old one. ``literals`` are classes whose objects are mappings now, with
    the table of their fields. ``types`` maps what annotations name, ``streamed`` the same for a part of a stream. With
    ``by_object`` functions and clients take one object that holds the arguments. ``whole`` is the name by which the
    package gives the client of its own that has the functions, empty if it is the module. ``reviews`` holds for
    whatever is rewritten. ``casts`` are fields whose values are asserted to be of a type of the new library where they
    are not written out, or lack what ``literal`` says: elements with a text under that key; ``sends`` are the types of
    the objects that the functions take, for a ``whole`` reply and a ``streamed`` one. A ``lazy`` package
    sends a request whose reply is streamed when the loop over it begins. ``aborts`` names the ``method``
    that stops a stream, or all streams of a client, and the functions of a snippet for these: ``stream`` makes one that
    has the method, ``all`` stops those of a client. ``lacks`` are functions of snippets that do not run where the
    package does. ``in_browser`` names the package whose arguments a client gains in code that runs in a browser.
    """

    package: str
    language: str
    functions: Mapping[str, str]
    positional: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    clients: Mapping[str, str] = field(default_factory=dict)
    arguments: Mapping[str, Any] = field(default_factory=dict)
    absent: Mapping[str, str] = field(default_factory=dict)
    always: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    default_client: Mapping[str, Any] = field(default_factory=dict)
    extra_body: tuple[str, ...] = ()
    exceptions: Mapping[str, Any] = field(default_factory=dict)
    failures: Mapping[str, str] = field(default_factory=dict)
    same: tuple[str, ...] = ()
    errors: Mapping[str, Any] = field(default_factory=dict)
    by_object: bool = False
    whole: str = ""
    lazy: bool = False
    reviews: tuple[str, ...] = ()
    casts: Mapping[str, Any] = field(default_factory=dict)
    sends: Mapping[str, Any] = field(default_factory=dict)
    aborts: Mapping[str, str] = field(default_factory=dict)
    lacks: tuple[str, ...] = ()
    in_browser: str = ""
    rest: tuple[str, ...] = ()
    literals: Mapping[str, Any] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    streamed: Mapping[str, str] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
