"""The program's entry: looks at the command line itself, and imports what it takes to answer it and no more."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run the command line ``arguments`` (by default the program's own) and return the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        code = run(given)
        sys.stdout.flush()
        return code
    except (Exception, KeyboardInterrupt) as error:
        from migrator.cli.failure import explain

        return explain(error)


def run(arguments: list[str]) -> int:
    """Run a command line; whatever goes wrong is raised."""
    if arguments == ["--version"]:
        from migrator import __version__

        print(f"migrator {__version__}")
        return 0
    if arguments[:1] in (["audit"], ["gate"]) and not any(word.startswith("-") for word in arguments):
        from migrator.cli.quick import is_clean

        paths = arguments[1:]
        if is_clean(paths):
            print(f"No references in {len(paths)} file{'s' if len(paths) > 1 else ''}")
            return 0
    from migrator.cli.parse import parse

    parsed = parse(arguments)
    if parsed is None:
        from migrator.cli.app import understand

        outcome = understand(arguments)
        if isinstance(outcome, int):
            return outcome
        parsed = outcome
    from importlib import import_module

    command, values = parsed
    module, _, action = command.name.partition(" ")
    code: int = getattr(import_module(f"migrator.cli.{module}"), f"run_{action}" if action else "run")(**values)
    return code


if __name__ == "__main__":
    sys.exit(main())
