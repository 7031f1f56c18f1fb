"""A field that becomes parts of the one beside it: images, which stand in the list that the text becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from migrator.analysis.dataflow.origins import origins
from migrator.analysis.dataflow.qualify import qualified
from migrator.analysis.request.decisions import Decision, Either, Maybe, Plain, cases_of, may_be_null
from migrator.model import Keep
from migrator.syntax import Call, Items, Name, Parts

if TYPE_CHECKING:
    from migrator.analysis.request.bodies import Converter
    from migrator.rules.operations import Case
    from migrator.syntax import Expression

VALUE = "$value"


def with_parts(converter: Converter, decision: Decision, text: Parts, mark: str) -> Parts:
    """The list that ``text`` becomes by a decision about the field beside it."""
    case = next(case for case in cases_of(decision) if case.beside)
    value = _value_of(decision)
    if not converter.encoded and not case.snippet and not _encoded(value, converter):
        converter.problem(value.span, "its images may be files or bytes", "encode them as base64 before, and run again")
    last = converter.module.literal(case.text, mark, text)
    return ("[", *_items(converter, decision, mark), ", ", *last, "]")


def pictures(converter: Converter, case: Case, name: str, text: str, mark: str) -> Parts:
    """The list of what ``name`` holds, each as a part, and of the text that is written ``text``."""
    language = converter.module.bodies
    assert language is not None
    whole, before = _split(case.item)
    given = language.embedded(before, ("image",), "image", mark) if before else ("image",)
    items = language.each(converter.module.literal(whole, mark, given), "image", (name,), False, False)
    return ("[", *items, ", ", *converter.module.literal(case.text, mark, (text,)), "]")


def _value_of(decision: Decision) -> Expression:
    return _value_of(decision.then) if isinstance(decision, Either) else decision.value


def _encoded(value: Expression, converter: Converter) -> bool:
    """Whether the elements of a list are known to be base64 text."""
    items = value.items if isinstance(value, Items) else ()
    return bool(items) and all(_is_text(item, converter) for item in items)


def _is_text(item: Expression, converter: Converter) -> bool:
    """Whether a value is known to be base64 text."""
    return all(
        isinstance(origin.expression, Call)
        and origin.module.bodies is not None
        and origin.module.bodies.encoded(
            origin.expression, qualified(origin.expression.callee, origin.module, converter.project)
        )
        for origin in origins(item, converter.module, converter.project)
    )


def _items(converter: Converter, decision: Decision, mark: str) -> Parts:
    """The parts that a decision gives, as elements of a list."""
    language = converter.module.bodies
    assert language is not None
    match decision:
        case Plain(case=case) if case.drop:
            return ()
        case Plain(case=case, value=Items(items=items)) if items:
            made: list[str | Keep] = []
            for item in items:
                data = converter.module.source.data[item.span.start : item.span.end]
                text = data.decode("utf-8", "replace")
                ready = converter.encoded or _is_text(item, converter)
                made += [", " if made else "", *_item(converter, case, (Keep(item.span),), text, mark, item, ready)]
            return tuple(made)
        case Plain(case=case, value=value) | Maybe(case=case, value=value):
            optional = isinstance(decision, Maybe) or may_be_null(value, converter.module, converter.project)
            taken = isinstance(value, Name) and value.name == "image"  # a list that is called as one of it would be
            name = "one" if taken else "image"
            one = _item(converter, case, (name,), name, mark, value, converter.encoded)
            return language.each(one, name, (Keep(value.span),), optional, converter.module.typed)
        case Either(then=then, test=test, other=other):
            first, second = _items(converter, then, mark), _items(converter, other, mark)
            return language.elements(first, test, second)
    raise AssertionError(decision)


def _item(
    converter: Converter, case: Case, value: Parts, text: str, mark: str, place: Expression, ready: bool
) -> Parts:
    """One part, of an element of ``place`` that is written ``text``; ``ready`` is what the wire takes."""
    language = converter.module.bodies
    assert language is not None
    whole, before = _split(case.item)
    if case.snippet and not ready:
        given = converter.through(case.snippet, value, place.span)
    else:
        given = language.embedded(before, value, text, mark) if before else value
    return converter.module.literal(whole, mark, given)


def _split(template: Any) -> tuple[Any, str]:
    """A template with what stands in front of the value inside a text taken out."""
    if isinstance(template, str) and template.endswith(VALUE):
        return VALUE, template.removesuffix(VALUE)
    if isinstance(template, dict):
        split = {key: _split(part) for key, part in template.items()}
        return {key: part for key, (part, _) in split.items()}, "".join(before for _, before in split.values())
    return template, ""
