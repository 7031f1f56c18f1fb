"""The typer application: help, completion, and errors for what the light parser does not understand."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from inspect import Parameter, Signature
from typing import Any

import typer

from migrator.cli.spec import COMMANDS, EPILOG, GROUPS, Command, Option, Values

Chosen = Callable[[Command, Values], None]


def understand(arguments: list[str]) -> tuple[Command, Values] | int:
    """The command and its values, or the exit code after help or an error was printed."""
    chosen: list[tuple[Command, Values]] = []
    try:
        application(lambda command, values: chosen.append((command, values)))(arguments, prog_name="migrator")
    except SystemExit as stop:
        if not chosen:
            return stop.code if isinstance(stop.code, int) else 2
    return chosen[0]


def application(chosen: Chosen) -> typer.Typer:
    """An application that hands what the user asked for to ``chosen``, and does nothing itself."""
    app = typer.Typer(
        help=about(), rich_markup_mode=None, epilog=EPILOG, no_args_is_help=True, pretty_exceptions_enable=False
    )
    app.callback()(version)
    groups = {
        name: typer.Typer(help=help, rich_markup_mode=None, no_args_is_help=True) for name, help in GROUPS.items()
    }
    for name, group in groups.items():
        app.add_typer(group, name=name)
    for command in COMMANDS:
        group_name, _, name = command.name.rpartition(" ")
        groups.get(group_name, app).command(name, help=command.help)(callback(command, chosen))
    return app


def about() -> str:
    """What the program is, in a sentence."""
    import migrator

    return migrator.__doc__ or ""


def print_version(wanted: bool) -> None:
    """Print the version and end, where that is ``wanted``."""
    if wanted:
        from migrator import __version__

        print(f"migrator {__version__}")
        raise typer.Exit


def version(
    version: bool = typer.Option(False, "--version", is_eager=True, callback=print_version, help="Print the version."),
) -> None:
    """The options of the program itself."""


def callback(command: Command, chosen: Chosen) -> Callable[..., None]:
    """A function with the signature that typer reads the options of ``command`` from."""

    def call(**given: Any) -> None:
        chosen(command, {key: plain(value) for key, value in given.items()})

    parameters = [parameter(option) for option in command.options]
    if command.argument:
        annotation: Any = list[str] if command.many else str
        default = typer.Argument([] if command.many else ..., show_default=False)
        parameters.insert(
            0, Parameter(command.argument, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        )
    call.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # what inspect.signature() looks for
    return call


def parameter(option: Option) -> Parameter:
    """An option as typer wants it."""
    default: Any = option.default
    kind: Any = choice_of(option.choices) if option.choices else str
    if isinstance(default, tuple):
        kind, default = list[kind], list(default)
    elif default is None:
        kind = bool | None
    elif not isinstance(default, str):
        kind = type(default)
    choices = f" One of: {', '.join(option.choices)}." if option.choices and option.metavar else ""
    names = [option.name if default is not None else f"{option.name}/--no-{option.name[2:]}", option.short]
    info = typer.Option(
        default,
        *filter(None, names),
        help=option.help + choices,
        metavar=option.metavar or None,
        show_default=bool(default),
        min=0 if kind is int else None,
    )
    return Parameter(option.key, Parameter.KEYWORD_ONLY, default=info, annotation=kind)


def choice_of(words: tuple[str, ...]) -> type[Enum]:
    """An enumeration of ``words``, which is how typer wants choices."""
    return Enum("Choice", [(word, word) for word in words])  # type: ignore[return-value]  # mypy sees an instance


def plain(value: Any) -> Any:
    """A value as the light parser gives it."""
    if isinstance(value, list):
        return tuple(map(plain, value))
    return value.value if isinstance(value, Enum) else value
