"""Classes and functions of frameworks: when they speak to the old server, and what speaks to the new one instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from migrator.record import field, record, replace
from migrator.rules.schema import Example

Documents = Mapping[str, Mapping[str, Any]]


@record
class Keyword:
    """What happens to an argument when its value is of a kind (``when``, as in the fields of an operation).

    At most one of ``to`` (a name, or a template of arguments in which ``$value`` stands for the old value), ``drop``,
    ``block`` and ``explode`` (the name of a field table that the entries of a mapping follow) is set; without any the
    name stays. With ``inside`` the value is a mapping whose entries are arguments too, as ``name.entry``. ``code`` is
    written around the value, which stands in it as ``$value``. ``url`` says that the value names the server and what
    its end gains; ``prefixes`` are exchanged at the start of the text, ``texts`` are whole texts that are exchanged.
    """

    when: str = "any"
    to: str | dict[str, Any] | None = None
    drop: str = ""
    block: str = ""
    explode: str = ""
    inside: bool = False
    review: str = ""
    code: str = ""
    url: str | None = None
    prefixes: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


@record
class Touched:
    """What it means that code reads a member of the object, or uses it in a way: ``gone`` blocks, ``review`` is told.

    ``keywords`` are the only arguments that a call of the member may have, where others change meaning; those of
    ``obeyed`` had no effect on the old server and have one on the new. A call with an argument of ``unless`` is none
    that blocks. ``most`` is how many arguments it may have at most, if any number is said; none of ``without`` may be
    among them, or in an object that it is given. The member is called ``to`` now, if that is said. Those of ``idle``
    have no effect on either server, and the new one refuses an argument of ``refused`` that is of one of these kinds.
    """

    gone: str = ""
    unless: tuple[str, ...] = ()
    review: str = ""
    keywords: tuple[str, ...] = ()
    obeyed: tuple[str, ...] = ()
    most: int = -1
    without: tuple[str, ...] = ()
    to: str = ""
    idle: tuple[str, ...] = ()
    refused: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@record
class AsText:
    """The old class gave text, the new one a message: ``parser`` is appended where text is needed.

    ``methods`` gave text; the callables ``takes`` take a model of either class. ``annotation`` is the type of the model
    with its parser.
    """

    parser: str
    methods: tuple[str, ...]
    takes: tuple[str, ...] = ()
    annotation: str = ""


@record
class Framework:
    """A family of classes, functions or mappings that reach the old server, and how one of them is rewritten.

    ``calls`` are their qualified names, historic ones included; a mapping is known by the calls that it is ``within``,
    each with the paths that lead to it: an argument's name or position, then keys, and ``*`` for the elements of a
    list. Its entries are treated as arguments are. ``to`` is the one that replaces them all, empty where
    they stay. ``proof`` tells which calls are meant where not all are: an argument whose text starts with one of the
    prefixes or, if there are none, whose URL is the old server's. ``positional`` are the parameters in order.
    ``options`` are arguments that follow the field table ``table``; ``places`` says in which argument the fields of a
    table go that are no arguments of their own (``extra_body``, or a path into a mapping: ``a.b``). ``absent`` is code
    for arguments that must be there, with the modules and names of ``needs``; ``adds`` are further arguments.
    In a browser the ``absent`` of ``in_browser`` is written instead of these, and its ``review`` is told.
    ``required`` says what is wrong without an old one, ``unset`` what is assumed then. With ``rest`` arguments that are
    not listed, unpacked ones too, stay as they are; ``ordered`` says that the new class takes the ``positional`` ones
    in the same order. An argument ``a.b`` is the entry ``b`` of a mapping that is
    exploded. ``members`` are parts of the object that changed, ``handed`` functions that it is given to; ``replies``
    are keys that are gone from parts of its replies, ``refused`` patterns of what the new server does not take, with
    the reason, in the files that the object gets to.
    With ``by_object`` a call takes one object that holds the arguments; ``ready`` are objects that the framework gives
    without a call, in whose place one is made. Where names are in ``camel`` case, those of field tables are too, unless
    they have their place in another argument. ``client`` tells that a call whose class stays makes a client.
    ``block`` says why none of the calls is rewritten,
    ``how`` what to do.
    """

    framework: str
    language: str
    what: str
    why: str
    calls: tuple[str, ...] = ()
    within: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    to: str = ""
    proof: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    positional: tuple[str, ...] = ()
    arguments: Mapping[str, tuple[Keyword, ...]] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    table: str = "options"
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absent: Mapping[str, str] = field(default_factory=dict)
    in_browser: Mapping[str, Any] = field(default_factory=dict)
    adds: Mapping[str, Any] = field(default_factory=dict)
    required: Mapping[str, str] = field(default_factory=dict)
    unset: Mapping[str, str] = field(default_factory=dict)
    rest: bool = False
    by_object: bool = False
    ready: tuple[str, ...] = ()
    camel: bool = False
    ordered: bool = False
    needs: tuple[str, ...] = ()
    members: Mapping[str, Touched] = field(default_factory=dict)
    handed: Mapping[str, Touched] = field(default_factory=dict)
    replies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    text: AsText | None = None
    client: bool = False
    review: str = ""
    block: str = ""
    how: str = ""
    trap: str = ""
    examples: tuple[Example, ...] = ()


def keywords(spec: Any) -> tuple[Keyword, ...]:
    """The cases of an argument as it is written: a name, one case, or ``cases:`` with what follows as the last."""
    if isinstance(spec, str):
        return (Keyword(to=spec),)
    rest = {key: value for key, value in spec.items() if key != "cases"}
    first = tuple(keywords(case)[0] for case in spec.get("cases", ()))
    return (*first, *((Keyword(**rest),) if rest or not first else ()))


def merged(document: Mapping[str, Any], documents: Documents) -> dict[str, Any]:
    """A document with what its ``like:`` names taken in, entry by entry; ``null`` removes one."""
    if "like" not in document:
        return dict(document)
    base = merged(documents[document["like"]], documents)
    base.pop("examples", None)
    for key, value in document.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            base[key] = {name: part for name, part in {**base[key], **value}.items() if part is not None}
        elif key != "like":
            base[key] = value
    return {key: value for key, value in base.items() if value is not None}


def framework(document: Mapping[str, Any], documents: Documents, examples: tuple[Example, ...] = ()) -> Framework:
    """A framework from its file, with ``like:`` resolved among ``documents`` (by their ``framework:``)."""
    spec = merged(document, documents)
    made: dict[str, Any] = dict(spec)
    for key in ("calls", "ready", "positional", "options", "needs"):
        made[key] = tuple(spec.get(key, ()))
    for key in ("proof", "places", "replies", "within"):
        made[key] = {name: tuple(value) for name, value in spec.get(key, {}).items()}
    made["arguments"] = {name: keywords(value) for name, value in spec.get("arguments", {}).items()}
    for key in ("members", "handed"):
        made[key] = {name: _touched(value) for name, value in spec.get(key, {}).items()}
    text = spec.get("text")
    if text is not None:
        lists = {key: tuple(text.get(key, ())) for key in ("methods", "takes")}
        made["text"] = AsText(text["parser"], annotation=text.get("annotation", ""), **lists)
    made["examples"] = examples
    return Framework(**made)


def fitted(one: Framework, in_browser: bool) -> Framework:
    """A framework as it is used in code that runs in a browser, where there is no environment to read."""
    if not in_browser or not one.in_browser:
        return one
    said = one.in_browser
    absent = {name: code for name, code in {**one.absent, **said["absent"]}.items() if code is not None}
    review = "; ".join(text for text in (one.review, said.get("review", "")) if text)
    return replace(one, absent=absent, review=review)


def _touched(spec: Mapping[str, Any]) -> Touched:
    lists = {key: tuple(spec.get(key, ())) for key in ("keywords", "obeyed", "unless", "without", "idle")}
    refused = {name: tuple(kinds) for name, kinds in spec.get("refused", {}).items()}
    return Touched(**{**spec, **lists, "refused": refused})
