"""The page about one rule, in colour: its headings stand out and its samples are highlighted."""

from __future__ import annotations

import io
from collections.abc import Iterable

CODE = "    "
EXAMPLE = "Example: "


def coloured(lines: Iterable[str], columns: int) -> str:
    """The page with colours for a terminal of ``columns``; samples are indented lines, below the file they are of."""
    from rich.console import Console, RenderableType
    from rich.syntax import Syntax
    from rich.text import Text

    out = io.StringIO()
    console = Console(file=out, force_terminal=True, color_system="standard", width=columns, highlight=False)
    sample: list[str] = []
    path = ""

    def put(what: RenderableType) -> None:
        console.print(what, soft_wrap=True)

    def flush() -> None:
        while sample and not sample[-1]:
            sample.pop()
        if sample:
            code = "\n".join(line.removeprefix(CODE) for line in sample)
            lexer = Syntax.guess_lexer(path, code)
            put(Syntax(code, lexer, theme="ansi_dark", background_color="default", padding=(0, len(CODE))))
            sample.clear()

    for line in lines:
        if path and (line.startswith(CODE) or (sample and not line)):
            sample.append(line)
            continue
        ended = bool(sample) and not line.startswith(" ")
        flush()
        if ended:
            put(Text(""))
        path = line.removeprefix(EXAMPLE) if line.startswith(EXAMPLE) else path
        put(Text(line, style="bold" if line and not line.startswith(" ") else ""))
    flush()
    return out.getvalue()
