"""What stands around the scripts of a component or a page: expressions that name their variables."""

from __future__ import annotations

import re

STYLE = re.compile(rb"<style\b.*?(?:</style\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE)


def named(name: str, whole: bytes, script: bytes) -> bool:
    """Whether a word of the file ``whole`` stands outside of its ``script``, which has blanks there, and its styles."""
    word = re.compile(rb"(?<![\w$.-])" + re.escape(name.encode()) + rb"(?![\w$-])")
    styles = [match.span() for match in STYLE.finditer(whole)]
    return any(
        script[match.start() : match.end()] != match[0]
        and not any(start <= match.start() < end for start, end in styles)
        for match in word.finditer(whole)
    )
