"""What a call of the wire becomes: fields of the request, paths of the reply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from migrator.model import Priority, Safety
from migrator.record import field, record
from migrator.rules.schema import Example

When = str
"""What the engine can tell of a value: null true false bool string number negative zero list object empty any, or a
literal in quotes."""


@record
class Case:
    """What happens to a request field when its value is of a kind.

    Exactly one of ``to`` (a name, or a template in which ``$value`` stands for the old value), ``drop``, ``block``,
    ``gone`` (the request has no counterpart and holds no other back), ``explode`` (the name of a field table; the
    members move up) and ``beside`` is set. ``order`` puts a list item ``first`` where several fields feed one target.
    ``each`` names the field table that the elements of the value follow. With ``beside`` the value of that other field
    becomes a list of parts: ``item`` for each element of this one, then ``text`` for what the other was. Elements that
    the client library took in other forms than the wire are made by the function ``snippet`` of a snippet. A text that
    is written out is ``lowered`` to small letters.
    """

    when: When = "any"
    to: str | dict[str, Any] | None = None
    drop: str = ""
    block: str = ""
    gone: str = ""
    explode: str = ""
    each: str = ""
    order: Literal["", "first"] = ""
    beside: str = ""
    item: Any = None
    text: Any = None
    snippet: str = ""
    lowered: bool = False
    review: str = ""

    @property
    def stops(self) -> str:
        """Why the request cannot be carried over, empty if it can."""
        return self.block or self.gone


@record
class Reply:
    """What a path of the old reply becomes.

    ``to`` is the new path; ``default`` (written ``or:``) replaces a null that the old server never sent; ``extra``
    is not declared on the client's objects; ``optional`` may be missing; ``asked_by`` is the request field without
    which it is; ``present`` is the key to test for; ``constant`` a value that never changed; ``gone`` why there is
    no counterpart; ``joins`` the field of later requests that it may be put into, or the field of a message that it
    may be; ``convert`` (written ``as:``) a named conversion: ``is_set`` asks whether there is a value, ``json``
    reads one that is JSON text, ``time`` makes the text of a moment of seconds, where the old shape is put together
    again. What is ``gone`` from a stream may be put together again by the function ``snippet`` of a snippet, through
    which the client library's stream is then read. ``lacking`` stands where the types of a client library say that the
    value may be missing, though it never is; what is ``narrowed`` is there, by these types, only where the object
    around it has these fields. A time that is ``gone`` may be ``measured`` in the code: as that of the whole
    ``request``, as ``nothing``, or, named after a count that is divided by it, as the time in which that was made.
    """

    to: str = ""
    default: str | None = None
    extra: bool = False
    optional: bool = False
    asked_by: str = ""
    present: str = ""
    constant: Any = None
    gone: str = ""
    measured: str = ""
    joins: str = ""
    convert: str = ""
    needs: str = ""
    lacking: str = ""
    narrowed: Mapping[str, str] = field(default_factory=dict)
    snippet: str = ""
    review: str = ""


@record
class Wire:
    """A method and a path, as ``POST /api/chat``."""

    method: str
    path: str


@record
class Framing:
    """How the parts of a streamed reply stand on the wire, ``old`` and ``new``: ``ndjson`` or ``sse``.

    ``end`` is the data that closes a stream of events. ``relay`` is the function of a snippet that makes the old bytes,
    which are of a ``kind``, of the new ones.
    """

    old: str
    new: str
    end: str = ""
    relay: str = ""
    kind: str = ""


@record
class Need:
    """What a request must ask for so that a part of the stream is there.

    ``request`` are the fields that it gains; the server then also sends parts that have nothing under ``skip``.
    """

    request: Mapping[str, Any]
    skip: str = ""


@record
class Operation:
    """One call of the wire, before and after.

    ``old`` and ``new`` are its HTTP requests; no ``new`` means that the new server has no counterpart, and ``without``
    says what a person does about it. A call through the client library that does nothing but load a model becomes one
    of the function ``snippet``, with the client and the model; a request that only loads one, and whose reply nobody
    reads, gains the fields ``loads`` in the place of the ``required`` one that is empty or missing. What ``makes`` a
    model names it in this field: a request for that model is more than it says. Replies that are ``compared`` with each
    other are of no use if they come from two servers. ``distinctive`` paths are nobody else's, so that such a call is
    found by its path, and by a field of its reply if it sends nothing, also after its base has moved: where it stays it
    holds no other back. ``method`` is the call on the new client library.
    ``absent`` maps a request field to what leaving it out meant on the raw wire, ``required`` one that the new server
    needs to why it may be missing; ``adds`` are arguments that a call of the client library gains. ``reply`` maps the
    paths of a whole reply, ``chunk`` those of a part of a stream, which is sent if the field ``streams`` is true and is
    framed as ``framing`` says; ``needs`` are what rules of ``chunk`` may ask for. Fields of other operations that code
    looks for too, and that neither server ever sends here, are ``never`` there.
    """

    operation: str
    does: str
    old: Wire
    priority: Priority = "critical"
    new: Wire | None = None
    method: str = ""
    without: str = ""
    safety: Safety = "safe"
    review: str = ""
    snippet: str = ""
    streams: str = ""
    makes: str = ""
    compared: bool = False
    distinctive: bool = False
    variant: tuple[dict[str, str], ...] = ()
    request: Mapping[str, tuple[Case, ...]] = field(default_factory=dict)
    absent: Mapping[str, Any] = field(default_factory=dict)
    required: Mapping[str, str] = field(default_factory=dict)
    loads: Mapping[str, Any] = field(default_factory=dict)
    adds: Mapping[str, Any] = field(default_factory=dict)
    reply: Mapping[str, Reply] = field(default_factory=dict)
    chunk: Mapping[str, Reply] = field(default_factory=dict)
    framing: Framing | None = None
    needs: Mapping[str, Need] = field(default_factory=dict)
    never: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    trap: str = ""


@record
class Answer:
    """An element that answers a part of a reply: the result of a call that the model asked for.

    A mapping with the entries ``when`` is one. It gains ``field``, in the place of the fields ``instead``: the ``id``
    of the call, which stands under ``calls`` in the reply.
    """

    when: Mapping[str, str]
    field: str
    calls: str
    id: str
    instead: tuple[str, ...] = ()


@record
class FieldTable:
    """A table of fields used inside others: the members of ``options``, of a message.

    A mapping literal with the key ``shape``, in a file that sends such, is one. The field ``*`` is any that is not
    named; its review may say ``$name``. Some of them ``answer`` a reply. ``ends`` says, by the value of ``shape`` in
    the last element of a list, what is to be reviewed.
    """

    fields: str
    request: Mapping[str, tuple[Case, ...]]
    shape: str = ""
    answer: Answer | None = None
    ends: Mapping[str, str] = field(default_factory=dict)


FRAMES = {"from": "old", "to": "new"}
Documents = Mapping[str, Mapping[str, Any]]


def wire(text: str) -> Wire:
    """A method and path from ``"POST /api/chat"``."""
    method, _, path = text.partition(" ")
    return Wire(method, path)


def _case(spec: Any) -> Case:
    if isinstance(spec, str):
        return Case(to=spec)
    return Case(**spec)


def cases(spec: Any) -> tuple[Case, ...]:
    """The cases of a field as it is written: a name, one case, or ``cases:`` with what follows as the last resort."""
    if isinstance(spec, dict) and "cases" in spec:
        rest = {key: value for key, value in spec.items() if key != "cases"}
        return (*(_case(case) for case in spec["cases"]), *((_case(rest),) if rest else ()))
    return (_case(spec),)


def replies(spec: Mapping[str, Any]) -> dict[str, Reply]:
    """The paths of a reply as they are written."""
    made = {}
    for path, value in spec.items():
        if isinstance(value, str):
            made[path] = Reply(to=value)
        else:
            renamed = {{"or": "default", "as": "convert"}.get(key, key): part for key, part in value.items()}
            made[path] = Reply(**renamed)
    return made


def merged(document: Mapping[str, Any], documents: Documents) -> dict[str, Any]:
    """A document with everything its ``like:`` names taken in; ``null`` removes an entry."""
    if "like" not in document:
        return dict(document)
    base = merged(documents[document["like"]], documents)
    for key in ("variant", "examples", "trap"):
        base.pop(key, None)
    for key, value in document.items():
        if key in ("request", "reply", "chunk", "absent", "required", "http"):
            both = {**base.get(key, {}), **value}
            base[key] = {name: part for name, part in both.items() if part is not None}
        elif key != "like":
            base[key] = value
    return base


def operation(document: Mapping[str, Any], documents: Documents, examples: tuple[Example, ...] = ()) -> Operation:
    """An operation from its file, with ``like:`` resolved among ``documents`` (by their ``operation:``)."""
    spec = merged(document, documents)
    http, framing = spec.get("http", {}), spec.get("framing", {})
    plain = {
        key: spec[key]
        for key in (
            "does",
            "priority",
            "method",
            "without",
            "safety",
            "review",
            "snippet",
            "streams",
            "makes",
            "compared",
            "distinctive",
            "trap",
        )
        if key in spec
    }
    return Operation(
        operation=document["operation"],
        old=wire(http["from"]),
        new=wire(http["to"]) if "to" in http else None,
        variant=tuple(spec.get("variant", ())),
        request={name: cases(part) for name, part in spec.get("request", {}).items()},
        absent=spec.get("absent", {}),
        required=spec.get("required", {}),
        loads=spec.get("loads", {}),
        adds=spec.get("adds", {}),
        reply=replies(spec.get("reply", {})),
        chunk=replies(spec.get("chunk", {})),
        framing=Framing(**{FRAMES.get(key, key): value for key, value in framing.items()}) if framing else None,
        needs={name: Need(**need) for name, need in spec.get("needs", {}).items()},
        never=tuple(spec.get("never", ())),
        examples=examples,
        **plain,
    )


def table(document: Mapping[str, Any]) -> FieldTable:
    """A field table from its file."""
    request = {name: cases(part) for name, part in document["request"].items()}
    answer = document.get("answer")
    answered = Answer(**{**answer, "instead": tuple(answer.get("instead", ()))}) if answer else None
    return FieldTable(document["fields"], request, document.get("shape", ""), answered, document.get("ends", {}))
