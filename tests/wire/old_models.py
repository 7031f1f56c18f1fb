"""The old server's models: what there is, and the calls that change it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from threading import Lock

from tests.wire.logical import model_name
from tests.wire.old_generation import CREATED_AT, JSON_TYPE, error, lines
from tests.wire.serving import Answer, Request, json_answer
from tests.wire.values import record, string

_DETAILS: dict[str, object] = {
    "parent_model": "",
    "format": "gguf",
    "family": "llama",
    "families": ["llama"],
    "parameter_size": "3.2B",
    "quantization_level": "Q4_K_M",
}


class Models:
    """The models on the server's disk; one per server, shared by its threads."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = [_tagged(name) for name in names]
        self._lock = Lock()

    def __contains__(self, name: str) -> bool:
        return any(model_name(known) == model_name(name) for known in self._names)

    def names(self) -> list[str]:
        """Returns the names, with their tags, in the order in which they came."""
        return list(self._names)

    def add(self, name: str) -> None:
        """Adds a model, once."""
        with self._lock:
            if name and name not in self:
                self._names.append(_tagged(name))

    def remove(self, name: str) -> None:
        """Removes a model."""
        with self._lock:
            self._names = [known for known in self._names if model_name(known) != model_name(name)]


def _tagged(name: str) -> str:
    return name if ":" in name.rpartition("/")[2] else f"{name}:latest"


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def listing(models: Models) -> Answer:
    """Answers /api/tags."""
    rows = [
        {
            "name": name,
            "model": name,
            "modified_at": CREATED_AT,
            "size": 2_019_393_189,
            "digest": _digest(name),
            "details": _DETAILS,
        }
        for name in models.names()
    ]
    return json_answer({"models": rows}, content_type=JSON_TYPE)


def running(models: Models) -> Answer:
    """Answers /api/ps: every model counts as loaded."""
    rows = [
        {
            "name": name,
            "model": name,
            "size": 3_000_000_000,
            "digest": _digest(name),
            "details": _DETAILS,
            "expires_at": "2026-01-01T00:05:00Z",
            "size_vram": 3_000_000_000,
            "context_length": 4096,
        }
        for name in models.names()
    ]
    return json_answer({"models": rows}, content_type=JSON_TYPE)


def management(request: Request, models: Models) -> Answer:
    """Answers show, pull, push, create, copy and delete."""
    fields = record(request.body)
    name = string(fields.get("model") or fields.get("name") or fields.get("source"))
    operation = request.logical.operation
    if operation in ("show", "push", "copy", "delete") and name not in models:
        return error(f"model '{name}' not found", 404)
    match operation:
        case "show":
            return json_answer(_card(name), content_type=JSON_TYPE)
        case "delete":
            models.remove(name)
            return Answer()
        case "copy":
            models.add(string(fields.get("destination")))
            return Answer()
        case "pull" | "create":
            models.add(name)
    if fields.get("stream") is False:
        return json_answer({"status": "success"}, content_type=JSON_TYPE)
    return lines(_progress(operation, name))


def _card(name: str) -> dict[str, object]:
    return {
        "license": "none",
        "modelfile": f"FROM {name}\n",
        "parameters": 'stop "<|eot_id|>"',
        "template": "{{ .Prompt }}",
        "details": _DETAILS,
        "model_info": {"general.architecture": "llama", "llama.context_length": 131072},
        "capabilities": ["completion", "tools"],
        "modified_at": CREATED_AT,
    }


def _progress(operation: str, name: str) -> Iterator[dict[str, object]]:
    first = {"pull": "pulling manifest", "push": "retrieving manifest"}.get(operation, "using existing layer")
    yield {"status": first}
    if operation != "create":
        digest = f"sha256:{_digest(name)}"
        for completed in (0, 500, 1000):
            yield {"status": f"{operation}ing {digest[7:19]}", "digest": digest, "total": 1000, "completed": completed}
    yield {"status": "success"}
