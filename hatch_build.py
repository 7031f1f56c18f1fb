"""Compiles ``rules/`` into ``migrator._rules`` while a wheel is built, so that an installed package reads no YAML."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileRules(BuildHookInterface):  # type: ignore[type-arg]  # the configuration class is hatchling's own affair
    """The build hook that ``pyproject.toml`` names."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the modules and add them to the wheel. An editable installation reads ``rules/`` itself."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root, "src")))
        from migrator.rules.compile import examples_module, models_module, needed_module, needles_module, rules_module
        from migrator.rules.load import built_in
        from migrator.rules.models import read_table

        rules = built_in()
        folder = self.folder()
        folder.mkdir(parents=True, exist_ok=True)
        modules = {
            "__init__.py": needles_module(rules),
            "compiled.py": rules_module(rules),
            "examples.py": examples_module(rules),
            "needed.py": needed_module(rules),
            "models.py": models_module(read_table()),
        }
        for name, text in modules.items():
            (folder / name).write_text(text, encoding="utf-8")
            build_data["force_include"][str(folder / name)] = f"migrator/_rules/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Take the modules away again: the wheel has them."""
        shutil.rmtree(self.folder(), ignore_errors=True)

    def folder(self) -> Path:
        """Where the modules stand while the wheel is built."""
        return Path(self.directory, "compiled-rules")
