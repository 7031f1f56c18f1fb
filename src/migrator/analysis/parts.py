"""A field that becomes parts of the one beside it: images, which stand in the list that the text becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from migrator.analysis.decisions import Decision, Either, Maybe, Plain, cases_of, may_be_null
from migrator.analysis.origins import origins
from migrator.analysis.qualify import qualified
from migrator.model import Keep
from migrator.syntax import Call, Items, Parts

if TYPE_CHECKING:
    from migrator.analysis.bodies import Converter
    from migrator.syntax import Expression

VALUE = "$value"


def with_parts(converter: Converter, decision: Decision, text: Parts, mark: str) -> Parts:
    """The list that ``text`` becomes by a decision about the field beside it."""
    case = next(case for case in cases_of(decision) if case.beside)
    value = _value_of(decision)
    if not converter.encoded and not _encoded(value, converter):
        converter.problem(value.span, "its images may be files or bytes", "encode them as base64 before, and run again")
    last = converter.module.literal(case.text, mark, text)
    return ("[", *_items(converter, decision, mark), ", ", *last, "]")


def _value_of(decision: Decision) -> Expression:
    return _value_of(decision.then) if isinstance(decision, Either) else decision.value


def _encoded(value: Expression, converter: Converter) -> bool:
    """Whether the elements of a list are known to be base64 text."""
    module, project = converter.module, converter.project
    items = value.items if isinstance(value, Items) else ()
    return bool(items) and all(
        isinstance(origin.expression, Call)
        and origin.module.bodies is not None
        and origin.module.bodies.encoders & qualified(origin.expression.callee, origin.module, project)
        for item in items
        for origin in origins(item, module, project)
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
                made += [", " if made else "", *_item(converter, case.item, (Keep(item.span),), text, mark)]
            return tuple(made)
        case Plain(case=case, value=value) | Maybe(case=case, value=value):
            optional = isinstance(decision, Maybe) or may_be_null(value, converter.module, converter.project)
            kept: Parts = (Keep(value.span), " or []") if optional else (Keep(value.span),)
            return language.each(_item(converter, case.item, ("image",), "image", mark), "image", kept)
        case Either(then=then, test=test, other=other):
            one, two = _items(converter, then, mark), _items(converter, other, mark)
            return language.elements(one, (Keep(test),), two)
    raise AssertionError(decision)


def _item(converter: Converter, template: Any, value: Parts, text: str, mark: str) -> Parts:
    """One part, of an element that is written ``text``."""
    language = converter.module.bodies
    assert language is not None
    whole, before = _split(template)
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
