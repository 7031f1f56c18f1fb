"""What the services of a stack name and its file does not have: a change that makes more of that is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

LISTED = ("volumes", "environment", "ports", "depends_on", "configs", "command", "entrypoint")


def lacks(before: bytes, after: bytes) -> str | None:
    """What a stack lacks after a change that it did not lack before, or ``None``.

    A service that waits for one which is not in its file, or uses a volume or a configuration that is not declared
    there, may find it in another file of the stack; but a change must not make more of them.
    """
    old, new = list(lacking(before)), list(lacking(after))
    return next((said for said in new if said not in old), None) if len(new) > len(old) else None


def lacking(data: bytes) -> Iterator[str]:
    """What the services of a stack name that its file does not have, a sentence each."""
    if b"services:" not in data:
        return
    stack = _loaded(data)
    services = stack.get("services")
    if not isinstance(services, Mapping):
        return
    for name, service in services.items():
        if not isinstance(service, Mapping):
            continue
        for key in LISTED:
            if key in service and service[key] is None:
                yield f"{name} has nothing under `{key}`"
        waits = service.get("depends_on")
        for other in waits if isinstance(waits, list | Mapping) else ():
            if other not in services:
                yield f"{name} depends on {other}, which is no service of the file"
        for kind in ("volumes", "configs"):
            declared = stack.get(kind)
            for used in _named(service.get(kind)):
                if not isinstance(declared, Mapping) or used not in declared:
                    yield f"{name} uses {used}, which is not declared under `{kind}`"


def _named(items: object) -> Iterator[str]:
    """The names of volumes and configurations; paths of the machine are none."""
    for item in items if isinstance(items, list) else ():
        name = item.get("source") if isinstance(item, Mapping) else str(item).partition(":")[0]
        if isinstance(name, str) and name and name[0] not in "./~$\\" and len(name) > 1:
            yield name


def _loaded(data: bytes) -> Mapping[Any, Any]:
    import yaml

    try:
        found = yaml.safe_load(data)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}  # tags of its own, or several documents: no stack that can be judged
    return found if isinstance(found, Mapping) else {}
