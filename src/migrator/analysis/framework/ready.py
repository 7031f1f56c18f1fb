"""Objects that a framework gives without a call: one that speaks to the new server is made in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.framework.model_uses import uses
from migrator.model import Span
from migrator.rules.frameworks import fitted
from migrator.unit import Problem, Unit

if TYPE_CHECKING:
    from migrator.analysis.dataflow.project import Project
    from migrator.model import Edit
    from migrator.rules.frameworks import Framework
    from migrator.syntax import Binding, Module


def made_here(binding: Binding, framework: Framework, module: Module, project: Project) -> Unit:
    """The unit of an object that a file imports ready: made after the imports, under the name that it has there."""
    framework = fitted(framework, module.in_browser(project))
    rule, path = framework.framework, module.source.path
    where = Span(binding.node.start_byte, binding.node.end_byte)
    problems: list[Problem] = []
    edits: list[Edit] = []
    used = uses([read.node for read in module.named(binding)], framework, module, project)
    statement, at = module.importing(binding), module.after_imports()
    root, _, factory = framework.to.rpartition(".")
    if framework.block:
        problems.append(Problem(path, where, framework.block, framework.how))
    elif statement is None or binding.scope.kind != "module" or statement.end_byte > at:
        problems.append(Problem(path, where, "it is imported inside of another statement", "import it at the top"))
    elif module.imported_names(statement) != 1:
        why = "it is imported together with something else"
        problems.append(Problem(path, where, why, "import it in a statement of its own"))
    elif module.mentions(factory):
        problems.append(Problem(path, where, f"{factory} is something else in this file", "rename it"))
    else:
        text = module.import_text(root, (factory,), statement)
        given = [*(f"{name}: {_written(value)}" for name, value in framework.adds.items())]
        given += [f"{name}: {code}" for name, code in framework.absent.items()]
        edits.append(module.edit(Span(statement.start_byte, statement.end_byte), (text,), rule))
        made = module.statement(binding.name, factory, given, called=True)
        edits.append(module.edit(Span(at, at), ("\n\n", made), rule))
    reviews = tuple(dict.fromkeys(text for text in (framework.review, *used.reviews) if text))
    return Unit(path, where, rule, (*edits, *used.edits), (), (*problems, *used.problems), reviews)


def _written(value: object) -> str:
    import json

    return json.dumps(value)
