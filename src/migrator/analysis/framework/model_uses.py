"""What is done with a framework's object, and whether the one that replaces it stands it."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from migrator.analysis.dataflow.kinds import kinds
from migrator.analysis.dataflow.objects import Touch, touches
from migrator.analysis.dataflow.origins import origins
from migrator.analysis.dataflow.qualify import qualified
from migrator.analysis.request.slots import of_entries
from migrator.model import Span
from migrator.record import field, record
from migrator.syntax import Call, Expression, Mapping, Member
from migrator.unit import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tree_sitter import Node

    from migrator.analysis.dataflow.project import Project
    from migrator.model import Edit
    from migrator.rules.frameworks import AsText, Framework, Touched
    from migrator.syntax import Module

CALLED = "()"
"""The member that stands for a call of the object itself."""
PIPE = "pipe"
"""The method by which one part of a chain gets the next."""


@record(frozen=False, slots=False)
class Uses:
    """What the uses of an object ask for: ``as_text`` that it gives text as the old one did, ``edits`` of members."""

    as_text: bool = False
    rule: str = ""
    edits: list[Edit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    reviews: list[str] = field(default_factory=list)


def uses(nodes: Iterable[Node], framework: Framework, module: Module, project: Project) -> Uses:
    """Judges everything that is done with the object that the expressions at ``nodes`` give."""
    found = Uses(rule=framework.framework)
    if not (framework.members or framework.handed or framework.replies or framework.refused or framework.text):
        return found
    seen = [module]
    as_model: Touch | None = None
    for touch in chain.from_iterable(touches(node, module, project) for node in nodes):
        if touch.module not in seen:
            seen.append(touch.module)
        rule = _rule(touch, framework, project)
        if rule is not None:
            _judge(found, touch, rule, project)
        if framework.text is not None:
            match _wants(touch, framework.text, project):
                case "text":
                    found.as_text = True
                case "model":
                    as_model = touch
                case "unknown" if rule is None:
                    how = "change it by hand: the new class gives messages, unless a parser follows it"
                    _problem(found, touch, _where_it_goes(touch), how)
    if found.as_text and as_model is not None:
        why = "the model is used here, and the text that it gives elsewhere"
        _problem(found, as_model, why, "make one model for each")
    for other in seen:
        _replies(found, framework, other)
    return found


def _rule(touch: Touch, framework: Framework, project: Project) -> Touched | None:
    """What the rules say about a member, about the call of the object itself, or about a function that takes it."""
    if touch.use.kind == "called" and not touch.path:
        return framework.members.get(CALLED)
    call = touch.module.lower(touch.use.node) if touch.use.kind == "argument" and framework.handed else None
    if isinstance(call, Call):
        names = qualified(call.callee, touch.module, project)
        return next((rule for name, rule in framework.handed.items() if name in names), None)
    parts = touch.path.split(".")
    for count in range(len(parts), 0, -1):
        found = framework.members.get(".".join(parts[:count]))
        if found is not None:
            return found
    return None


def _judge(found: Uses, touch: Touch, rule: Touched, project: Project) -> None:
    what = f"`.{touch.path}`" if touch.path else "a call of the object"
    call = touch.module.lower(touch.use.node) if touch.use.kind in ("called", "argument") else None
    given = [argument.name for argument in call.arguments] if isinstance(call, Call) else []
    if touch.use.kind == "argument" and isinstance(call, Call):
        what = f"the model is handed to `{_called(call)}`"
    if rule.gone and not any(name in given for name in rule.unless):
        _problem(found, touch, f"{what}: {rule.gone}", "change it by hand")
    if rule.review and rule.review not in found.reviews:
        found.reviews.append(rule.review)
    if touch.use.kind != "called" or not isinstance(call, Call):
        return
    named = dict.fromkeys(_named(call))
    found.reviews += [f"the old server ignored `{name}`, the new one obeys" for name in named if name in rule.obeyed]
    found.reviews += [f"`{name}` has no effect here, on neither server" for name in named if name in rule.idle]
    for argument in call.arguments:
        for value in origins(argument.value, touch.module, project) if argument.name in rule.refused else ():
            if not value.via and kinds(value, project) & set(rule.refused[argument.name]):
                _problem(found, touch, f"{what} gets a `{argument.name}` that the new server refuses", "leave it out")
    for name in sorted(set(named) & set(rule.without)) if isinstance(call, Call) else ():
        _problem(found, touch, f"{what} gets `{name}`, which the new class ignores", "change it by hand")
    if rule.to and not found.problems:
        _renamed(found, touch, rule.to)
    if 0 <= rule.most < len(call.arguments):
        _problem(found, touch, f"{what} gets more than {rule.most} arguments", "change it by hand")
    if rule.keywords:
        for argument in call.arguments:
            if argument.spread == "**" or (argument.name and argument.name not in rule.keywords):
                said = f"`{argument.name}`" if argument.name else "what is unpacked here"
                _problem(found, touch, f"{what} gets {said}, which means something else there", "change it by hand")


def _named(call: Call) -> Iterator[str]:
    """The names of the arguments of a call, and the keys of the objects that are written out among them."""
    for argument in call.arguments:
        yield argument.name
        if isinstance(argument.value, Mapping):
            yield from (slot.name for slot in of_entries(argument.value.entries, spreads=True) or ())


def _renamed(found: Uses, touch: Touch, name: str) -> None:
    """Calls a member by another name."""
    member = touch.module.lower(touch.node)
    if isinstance(member, Member):
        where = Span(member.object.span.end, member.span.end)
        found.edits.append(touch.module.edit(where, (touch.module.access((name,), "'"),), found.rule))


def _wants(touch: Touch, text: AsText, project: Project) -> str:
    """Whether a use wants text, the model itself, either, or is not understood."""
    if touch.path == PIPE and touch.use.kind == "called":
        return "either" if _parses(_first(touch.module.lower(touch.use.node)), touch, text, project) else "text"
    if touch.path:
        return "text" if touch.path in text.methods else "unknown"
    match touch.use.kind:
        case "piped":
            return "either" if _parsed_already(touch, text, project) else "text"
        case "argument" if _pipes(touch.module.lower(touch.use.node)):
            return "either" if _parses(_after_pipe(touch), touch, text, project) else "text"
        case "argument":
            call = touch.module.lower(touch.use.node)
            if isinstance(call, Call) and qualified(call.callee, touch.module, project) & set(text.takes):
                return "model"
    return "unknown"


def _pipes(call: Expression) -> bool:
    """``prompt.pipe(model)``."""
    return isinstance(call, Call) and isinstance(call.callee, Member) and call.callee.key == PIPE


def _after_pipe(touch: Touch) -> Expression | None:
    """What comes after a model that something is piped into: ``prompt.pipe(model).pipe(parser)``."""
    member = touch.module.use(touch.use.node)
    if member.kind != "member" or member.key != PIPE:
        return None
    return _first(touch.module.lower(touch.module.use(member.node).node))


def _first(call: Expression) -> Expression | None:
    """The first argument of a call."""
    return call.arguments[0].value if isinstance(call, Call) and call.arguments else None


def _parses(value: Expression | None, touch: Touch, text: AsText, project: Project) -> bool:
    return value is not None and f"{text.parser}()" in qualified(value, touch.module, project)


def _where_it_goes(touch: Touch) -> str:
    if touch.path:
        return f"`.{touch.path}` of the model is not known to give text"
    call = touch.module.lower(touch.use.node) if touch.use.kind == "argument" else None
    if isinstance(call, Call):
        return f"the model is handed to `{_called(call)}`, which may want its text or its class"
    how = {"returned": "is returned to callers that are not known", "stored": "is stored where others read it"}
    return f"the model {how.get(touch.use.kind, 'is used in a way that is not followed')}"


def _called(call: Call) -> str:
    """The last name of what a call calls."""
    return str(call.callee.key if isinstance(call.callee, Member) else getattr(call.callee, "name", "a function"))


def _parsed_already(touch: Touch, text: AsText, project: Project) -> bool:
    """``prompt | model | parser``: what the model gives goes into the same parser anyway."""
    node: Node = touch.node
    use = touch.use
    if use.key == 1:
        node = use.node
        use = touch.module.use(node)
    if use.kind != "piped" or use.key != 0:
        return False
    right = _right(use.node, touch.module)
    return _parses(right, touch, text, project)


def _right(pipe: Node, module: Module) -> Expression | None:
    right = pipe.child_by_field_name("right")
    return module.lower(right) if right is not None else None


def _replies(found: Uses, framework: Framework, module: Module) -> None:
    """Reads of parts that replies do not have any more, in a file that the object gets to."""
    data = module.source.data
    for pattern, why in framework.refused.items():
        for match in re.finditer(pattern.encode(), data):
            span = Span(match.start(), match.end())
            found.problems.append(Problem(module.source.path, span, why, "change it by hand"))
    for part, keys in framework.replies.items():
        if re.search(rb"\b" + re.escape(part.encode()) + rb"\b", data) is None:
            continue
        for key in keys:
            word, owner = re.escape(key.encode()), re.escape(part.encode())
            read = rb"[\"']%b[\"']|\b%b\??\.%b\b|\b%b\b[\"']?\s*:\s*\{[^}]*?\b%b\s*:" % (word, owner, word, owner, word)
            for match in re.finditer(read, data):
                span = Span(match.start(), match.end())
                why = f"reads `{key}` of `{part}`, which the new class does not give"
                found.problems.append(Problem(module.source.path, span, why, "read its counterpart by hand"))
                break


def _problem(found: Uses, touch: Touch, why: str, how: str) -> None:
    span = Span(touch.node.start_byte, touch.node.end_byte)
    found.problems.append(Problem(touch.module.source.path, span, why, how))
