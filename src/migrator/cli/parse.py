"""Understands plain command lines without importing anything; what it does not understand is left to typer."""

from __future__ import annotations

from migrator.cli.spec import COMMANDS, Command, Option, Values


def parse(arguments: list[str]) -> tuple[Command, Values] | None:
    """The command and the value of each option, or None where anything is unknown, missing or asks for help."""
    for command in COMMANDS:
        words = command.name.split()
        if arguments[: len(words)] == words:
            values = parse_options(command, arguments[len(words) :])
            return None if values is None else (command, values)
    return None


def parse_options(command: Command, arguments: list[str]) -> Values | None:
    """The values of a command's options and arguments, or None."""
    known = {name: option for option in command.options for name in (option.name, option.short) if name}
    off = {f"--no-{option.name[2:]}": option for option in command.options if option.default is None}
    values = command.defaults()
    positional: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            positional += rest
        elif not argument.startswith("-"):
            positional.append(argument)
        elif argument in off:
            values[off[argument].key] = False
        else:
            name, equals, text = argument.partition("=")
            option = known.get(name)
            if option is None or (equals and not name.startswith("--")):
                return None
            if not isinstance(option.default, bool | None):
                if not equals:
                    text = next(rest, "-")
                if not accept(values, option, text, equals):
                    return None
            elif equals:
                return None
            else:
                values[option.key] = True
    if command.many:
        values[command.argument] = tuple(positional)
    elif len(positional) != bool(command.argument):
        return None
    elif positional:
        values[command.argument] = positional[0]
    return values


def accept(values: Values, option: Option, text: str, equals: str) -> bool:
    """Take the value ``text`` of an option, if it is one."""
    if (option.choices and text not in option.choices) or (text.startswith("-") and not equals):
        return False
    if isinstance(option.default, int):
        if not (text.isascii() and text.isdigit()):
            return False
        values[option.key] = int(text)
        return True
    before = values[option.key]
    values[option.key] = (*before, text) if isinstance(before, tuple) else text
    return True
