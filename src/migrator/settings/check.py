"""Checks what a settings file says, key by key, and reports all that is wrong at once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Mapping
from typing import cast

from migrator.model import PRIORITIES, Priority
from migrator.record import replace
from migrator.settings import Keep, RuleIds, Settings

Key = tuple[str | int, ...]
Report = Callable[[Key, str], None]

KEYS = (
    "include",
    "exclude",
    "rules",
    "ignore",
    "priorities",
    "max-file-size",
    "documents",
    "baseline",
    "port",
    "name",
    "keep",
)
KEEP_PATTERNS = ("paths", "services", "models", "variables")
KEEP_KEYS = (*KEEP_PATTERNS, "reason", "until")
SIZES = {"": 1, "B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "KIB": 2**10, "MIB": 2**20, "GIB": 2**30}


def check(table: object, defaults: Settings, report: Report, rule_ids: RuleIds | None) -> Settings:
    """``defaults`` with what ``table`` sets. ``report`` gets the key and the sentence of each problem."""
    if not isinstance(table, dict):
        report((), f"must be a table, not {_type(table)}")
        return defaults
    _check_keys(table, KEYS, (), report)
    settings = replace(
        defaults,
        include=_patterns(table, ("include",), report),
        exclude=_patterns(table, ("exclude",), report),
        rules=_directories(table, defaults.root, report),
        ignore=_strings(table, ("ignore",), report),
        priorities=_priorities(table, report),
        max_file_bytes=_size(table, defaults.max_file_bytes, report),
        documents=_boolean(table, ("documents",), defaults.documents, report),
        baseline=_inner_path(table, ("baseline",), defaults.baseline, report),
        port=_port(table, report),
        name=_name(table, report),
        keep=_keeps(table, report),
    )
    if rule_ids is not None and (settings.ignore or settings.priorities):
        known = rule_ids(settings.rules)
        for index, rule in enumerate(settings.ignore):
            _check_rule(rule, ("ignore", index), known, report)
        for rule in settings.priorities:
            _check_rule(rule, ("priorities", rule), known, report)
    return settings


def _check_keys(table: Mapping[str, object], keys: Collection[str], at: Key, report: Report) -> None:
    for key in table:
        if key == "tool" and not at:
            report((key,), "in a file of its own the keys stand at the top, without [tool.migrator]")
        elif key not in keys:
            report((*at, key), f"unknown key `{key}`{_meant(key.replace('_', '-'), keys)}")


def _check_rule(rule: str, at: Key, known: Collection[str], report: Report) -> None:
    if rule not in known:
        report(at, f"there is no rule `{rule}`{_meant(rule, known) or '; `migrator rules` lists them'}")


def _strings(table: Mapping[str, object], at: Key, report: Report) -> tuple[str, ...]:
    value = table.get(cast(str, at[-1]), [])
    if not isinstance(value, list):
        report(at, f"`{at[-1]}` must be a list of strings, not {_type(value)}")
        return ()
    strings = []
    for index, item in enumerate(value):
        if isinstance(item, str) and item.strip():
            strings.append(item)
        else:
            what = "an empty string" if item == "" or isinstance(item, str) else _type(item)
            report((*at, index), f"`{at[-1]}` must be a list of strings, and this one is {what}")
    return tuple(strings)


def _patterns(table: Mapping[str, object], at: Key, report: Report) -> tuple[str, ...]:
    patterns = _strings(table, at, report)
    for index, pattern in enumerate(patterns):
        fault = ""
        if "\\" in pattern:
            fault = "write / between the parts of a path"
        elif pattern.startswith("#"):
            fault = "a pattern that starts with # is a comment; write [#]"
        elif ".." in pattern.split("/") or os.path.splitdrive(pattern)[0]:
            fault = "patterns are relative to the directory of the settings and cannot leave it"
        elif not pattern.strip("!/ "):
            fault = "it matches nothing"
        if fault:
            report((*at, index), f"`{at[-1]}` has the pattern `{pattern}`: {fault}")
    return patterns


def _directories(table: Mapping[str, object], root: str, report: Report) -> tuple[str, ...]:
    directories = _strings(table, ("rules",), report)
    for index, directory in enumerate(directories):
        if not os.path.isdir(os.path.join(root, directory)):
            report(("rules", index), f"`rules` names `{directory}`, and {root} has no such directory")
    return tuple(os.path.join(root, directory) for directory in directories)


def _priorities(table: Mapping[str, object], report: Report) -> dict[str, Priority]:
    value = table.get("priorities", {})
    if not isinstance(value, dict):
        report(("priorities",), f'`priorities` must be a table: {{ rule = "low" }}, not {_type(value)}')
        return {}
    priorities: dict[str, Priority] = {}
    for rule, priority in value.items():
        if priority in PRIORITIES:
            priorities[rule] = cast(Priority, priority)
        else:
            shown = f"`{priority}`" if isinstance(priority, str) else _type(priority)
            report(
                ("priorities", rule), f"the priority of `{rule}` must be one of {', '.join(PRIORITIES)}, not {shown}"
            )
    return priorities


def _size(table: Mapping[str, object], default: int, report: Report) -> int:
    value = table.get("max-file-size", default)
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    if isinstance(value, str):
        number = value.strip().rstrip("BKMGiIbkmg ")
        unit = value.strip()[len(number) :].strip().upper()
        try:
            size = int(float(number) * SIZES[unit])
        except (ValueError, KeyError, OverflowError):
            size = 0
        if size > 0:
            return size
    report(("max-file-size",), f'`max-file-size` must be a size such as "10MB" or "512KiB", not {_value(value)}')
    return default


def _port(table: Mapping[str, object], report: Report) -> int:
    value = table.get("port")
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**16:
        return value
    if "port" in table:
        report(("port",), f"`port` must be a number from 1 to {2**16 - 1}, not {_value(value)}")
    return 0


def _name(table: Mapping[str, object], report: Report) -> str:
    value = table.get("name", "")
    if value == "" or (isinstance(value, str) and re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", value)):
        return value
    report(("name",), f'`name` must be a word in small letters such as "llm", not {_value(value)}')
    return ""


def _boolean(table: Mapping[str, object], at: Key, default: bool, report: Report) -> bool:
    value = table.get(cast(str, at[-1]), default)
    if isinstance(value, bool):
        return value
    report(at, f"`{at[-1]}` must be true or false, not {_value(value)}")
    return default


def _inner_path(table: Mapping[str, object], at: Key, default: str, report: Report) -> str:
    value = table.get(cast(str, at[-1]), default)
    if not isinstance(value, str) or not value.strip():
        report(at, f"`{at[-1]}` must be the path of a file, not {_value(value)}")
    elif os.path.isabs(value) or value.startswith(("/", "\\")) or ".." in value.replace("\\", "/").split("/"):
        report(at, f"`{at[-1]}` must be a path below the directory of the settings, not `{value}`")
    else:
        return value
    return default


def _keeps(table: Mapping[str, object], report: Report) -> tuple[Keep, ...]:
    value = table.get("keep", [])
    if isinstance(value, dict):
        report(("keep",), "`keep` can stand several times: write it with two brackets, [[tool.migrator.keep]]")
        return ()
    if not isinstance(value, list):
        report(("keep",), f"`keep` must be a list of tables, not {_type(value)}")
        return ()
    return tuple(_keep(item, ("keep", index), report) for index, item in enumerate(value))


def _keep(table: object, at: Key, report: Report) -> Keep:
    if not isinstance(table, dict):
        report(at, f"`keep` must be a list of tables, and this one is {_type(table)}")
        return Keep()
    _check_keys(table, KEEP_KEYS, at, report)
    reason = table.get("reason", "")
    if not isinstance(reason, str) or not reason.strip():
        report((*at, "reason"), '`keep` needs a reason: reason = "why it stays for now"')
    if not any(table.get(key) for key in KEEP_PATTERNS):
        report(at, f"`keep` keeps nothing: give it {', '.join(KEEP_PATTERNS[:-1])} or {KEEP_PATTERNS[-1]}")
    return Keep(
        paths=_patterns(table, (*at, "paths"), report),
        services=_strings(table, (*at, "services"), report),
        models=_strings(table, (*at, "models"), report),
        variables=_strings(table, (*at, "variables"), report),
        reason=str(reason),
        until=_day(table, (*at, "until"), report),
    )


def _day(table: Mapping[str, object], at: Key, report: Report) -> str:
    from datetime import date, datetime

    value = table.get(cast(str, at[-1]), "")
    if value == "":
        return ""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        day = None
    if isinstance(day, date) and not isinstance(day, datetime):
        return day.isoformat()
    report(at, f"`{at[-1]}` must be a date such as 2027-01-31, not {_value(value)}")
    return ""


def _meant(word: str, known: Collection[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), 1)
    return f"; did you mean `{near[0]}`?" if near else ""


def _value(value: object) -> str:
    return f"`{value}`" if isinstance(value, str | int | float) and not isinstance(value, bool) else _type(value)


def _type(value: object) -> str:
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        dict: "a table",
    }
    return names.get(type(value), "a date or time")
