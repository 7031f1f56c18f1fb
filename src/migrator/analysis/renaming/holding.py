"""What a text is to the code around it, whatever language that is written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.held_text import HeldText

if TYPE_CHECKING:
    from migrator.model import Span
    from migrator.scan.source import Source


def holding(source: Source, language: str, span: Span) -> HeldText:
    """The part that the text around ``span`` plays in a file of ``language``."""
    if language == "python":
        from migrator.languages.python import held_texts

        return held_texts.held(source.data, span)
    if language in ("typescript", "javascript", "vue", "html"):
        from migrator.languages import vue
        from migrator.languages.typescript import held_texts as of_scripts
        from migrator.languages.typescript.parse import grammar_of

        if language in ("vue", "html"):
            code, grammar = vue.script(source)
            return of_scripts.held(code, span, grammar)
        return of_scripts.held(source.data, span, grammar_of(source.path, language))
    return HeldText("other")
