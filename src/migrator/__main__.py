"""The program's entry: looks at the command line itself, and imports what it takes to answer it and no more."""

from __future__ import annotations

import sys

OBJECTS = 100_000
"""Made before Python looks for some to throw away; there are few in cycles, and looking takes a tenth of a hook."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line ``arguments`` (by default the program's own) and return the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        code = run(given)
        sys.stdout.flush()
        if arguments is None:
            leave_all()
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

        command, *paths = arguments
        if is_clean(paths):
            count = f"{len(paths)} files" if len(paths) > 1 else "1 file"
            print(f"No references in {count}" if command == "audit" else "The gate holds.")
            return 0
    from migrator.cli.parse import parse

    parsed = parse(arguments)
    if parsed is None:
        from migrator.cli.app import understand

        outcome = understand(arguments)
        if isinstance(outcome, int):
            return outcome
        parsed = outcome
    import gc
    from importlib import import_module

    gc.set_threshold(OBJECTS)
    chosen, values = parsed
    module, _, action = chosen.name.partition(" ")
    code: int = getattr(import_module(f"migrator.cli.{module}"), f"run_{action}" if action else "run")(**values)
    return code


def leave_all() -> None:
    """Leaves what was made to the end of the process: looking for what could be thrown away takes a tenth of a hook."""
    import gc

    gc.disable()
    gc.freeze()


if __name__ == "__main__":
    sys.exit(main())
