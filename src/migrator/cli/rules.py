"""``migrator rules``: what is known, why, and that the examples of every rule hold."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill, indent

from migrator.cli.output import coloured, columns, show
from migrator.errors import UserError
from migrator.rules.deployment import Deployment
from migrator.rules.distributions import Distributions
from migrator.rules.frameworks import Framework
from migrator.rules.load import RuleSet, load
from migrator.rules.operations import Operation
from migrator.rules.packages import Package
from migrator.rules.schema import Example, ReferenceRule

Rule = ReferenceRule | Operation | Package | Framework | Distributions | Deployment


def run_list(*, rules: tuple[str, ...]) -> int:
    """Print a line for each rule: its id, how safe its fix is, and what it finds."""
    known = by_id(load(rules))
    width = max(map(len, known), default=0)
    for name, rule in known.items():
        show(f"{name:<{width}}  {safety(rule):<6}  {summary(rule)}\n")
    return 0


def run_show(*, rule: str, rules: tuple[str, ...], color: bool | None) -> int:
    """Print all that is known of the rule called ``rule``."""
    rule_set = load(rules, examples=True)
    known = by_id(rule_set)
    if rule not in known:
        from migrator.rules.read import near

        raise UserError([f"there is no rule `{rule}`{near(rule, known)} See `migrator rules list`."])
    page = "\n".join(described(rule, known[rule], rule_set.files.get(rule, "")))
    if coloured(color):
        from migrator.report import rule_page

        show(rule_page.coloured(page.split("\n"), columns()))
    else:
        show(page + "\n")
    return 0


def run_test(*, rules: tuple[str, ...], quiet: bool) -> int:
    """Run the examples of all rules. Returns 1 when one does not hold."""
    from migrator.examples import check

    rule_set = load(rules, examples=True)
    failures = check(rule_set)
    for failure in failures:
        show(f"{failure}\n")
    if not quiet:
        count = sum(len(rule.examples) for rule in by_id(rule_set).values())
        show(f"{count - len(failures)} of {count} examples hold\n")
    return 1 if failures else 0


def run_schema() -> int:
    """Print the JSON schema of rule files."""
    from migrator.rules.json_schema import schema_text

    show(schema_text())
    return 0


def by_id(rules: RuleSet) -> dict[str, Rule]:
    """Every rule that a finding or a change may name, by its id."""
    from migrator.rules.load import identity

    known: tuple[Rule, ...] = (
        *rules.references,
        *rules.operations.values(),
        *rules.packages,
        *rules.frameworks,
        *rules.distributions,
        *((rules.deployment,) if rules.deployment is not None else ()),
    )
    return {identity(rule): rule for rule in known}


def safety(rule: Rule) -> str:
    """How safe the fix of a rule is."""
    if isinstance(rule, ReferenceRule):
        return rule.fix.safety if rule.fix else "none"
    if isinstance(rule, Operation):
        return "manual" if rule.new is None else "review" if rule.review else rule.safety
    return "manual" if isinstance(rule, Framework) and rule.block else "review"


def summary(rule: Rule) -> str:
    """What a rule finds, in a sentence."""
    if isinstance(rule, ReferenceRule | Framework | Distributions | Deployment):
        return rule.what
    if isinstance(rule, Operation):
        return f"{rule.old.method} {rule.old.path}: {rule.does}"
    return f"The {rule.package} package."


def described(name: str, rule: Rule, path: str) -> Iterator[str]:
    """Everything about a rule, line by line, under fixed headings."""
    width = min(columns(), 100)
    yield name
    yield fill(summary(rule), width)
    how = rule.fix.how if isinstance(rule, ReferenceRule) and rule.fix else ""
    assumption = rule.fix.why if isinstance(rule, ReferenceRule) and rule.fix else getattr(rule, "review", "")
    sections = {
        "Why": getattr(rule, "why", ""),
        "What to do": how or getattr(rule, "without", "") or getattr(rule, "how", ""),
        f"Safety: {safety(rule)}": assumption or " ",
        "The trap it guards against": getattr(rule, "trap", ""),
        "Why it is no reference": getattr(rule, "explains", ""),
    }
    for heading, text in sections.items():
        if text:
            yield f"\n{heading}"
            if text.strip():
                yield fill(text, width, initial_indent="  ", subsequent_indent="  ")
    if isinstance(rule, Operation):
        yield f"\nBefore and after\n  {rule.old.method} {rule.old.path}"
        yield f"  {f'{rule.new.method} {rule.new.path}' if rule.new else 'no counterpart'}"
    if isinstance(rule, Framework):
        yield "\nBefore and after"
        yield from (f"  {name}" for name in rule.calls)
        yield f"  becomes {rule.to}" if rule.to else "  stays"
    for example in rule.examples:
        yield from shown(example)
    if path:
        yield f"\nWritten in {path}"


def shown(example: Example) -> Iterator[str]:
    """An example: its code, and what is found in it or becomes of it."""
    yield f"\n{'Must stay as it is' if example.finds == () else 'Example'}: {example.file}"
    if example.why:
        yield f"  ({example.why})"
    yield indent(example.code.rstrip("\n"), "    ")
    if example.after is not None and example.after != example.code:
        yield "  becomes"
        yield indent(example.after.rstrip("\n"), "    ")
