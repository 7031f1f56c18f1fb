"""A server that speaks Ollama: its native routes and its own /v1, with the scripted model behind them.

By hand: `python -m tests.wire.old_server --port 11434`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Event

from tests.wire import script
from tests.wire.old_generation import JSON_TYPE, Abilities, error, generation
from tests.wire.old_logical import from_old, operation_of, routes
from tests.wire.old_models import Models, listing, management, running
from tests.wire.old_v1 import compatible
from tests.wire.serving import Answer, Application, Log, Request, Server, broken, json_answer, serving
from tests.wire.values import integer, record, string

MODELS = ("llama3.2", "nomic-embed-text")
VERSION = "0.33.0"


@contextmanager
def old_server(
    models: Sequence[str] = MODELS,
    *,
    tools: bool = True,
    reasoning: bool = False,
    context_length: int = 8192,
    fails_after: int | None = None,
    port: int = 0,
) -> Iterator[Server]:
    """Serves the old wire while the context lasts.

    `models` are on disk at the start. `tools` and `reasoning`: whether they can call tools, and whether they think
    unless told not to. `context_length`: the tokens above which an embedding's input is cut.
    `fails_after`: chat and generate fail, streams after so many parts.
    """
    healthy = _application(Models(models), Abilities(tools, reasoning), context_length)

    def application(request: Request) -> Answer:
        answer = healthy(request)
        if fails_after is None or request.logical.operation not in ("chat", "text"):
            return answer
        failure = error("llama runner process has terminated", 500)
        assert isinstance(failure.body, bytes)
        return broken(answer, fails_after, failure.body + b"\n", failure)

    with serving(application, from_old, Log(), port) as server:
        yield server


def _application(models: Models, abilities: Abilities, context_length: int) -> Application:
    def application(request: Request) -> Answer:
        operation = operation_of(request.method, request.path)
        if operation is None:
            return _lost(request)
        if request.path == "/":
            return Answer(200, b"Ollama is running", "text/plain; charset=utf-8")
        if operation == "version":
            return json_answer({"version": VERSION}, content_type=JSON_TYPE)
        if request.path in ("/api/tags", "/api/ps"):
            return listing(models) if request.path == "/api/tags" else running(models)
        if request.method != "GET" and not isinstance(request.body, dict):
            return error("missing request body" if not request.raw else "invalid character in request body")
        if request.path.startswith("/v1/"):
            return compatible(request, models, abilities)
        if operation in ("chat", "embed"):
            model = string(record(request.body).get("model"))
            if model not in models:
                embed = request.path == "/api/embed"
                return error(
                    f'model "{model}" not found, try pulling it first' if embed else f"model '{model}' not found", 404
                )
            return generation(request, abilities) if operation == "chat" else _embedding(request, context_length)
        return management(request, models)

    return application


def _embedding(request: Request, context_length: int) -> Answer:
    meant, fields = request.logical, record(request.body)
    given = fields.get("input") if request.path == "/api/embed" else fields.get("prompt")
    if not isinstance(given, str | list | None) or (
        isinstance(given, list) and not all(isinstance(one, str) for one in given)
    ):
        return error("invalid input type")
    texts: list[str] = []
    for text in meant.inputs if given else ():
        tokens = script.split_tokens(text)
        if len(tokens) > context_length and fields.get("truncate") is False:
            return error("the input length exceeds the context length")
        texts.append("".join(tokens[:context_length]))
    dimensions = integer(meant.option("dimensions")) or None
    vectors = [script.vector(meant.model, text, dimensions) for text in texts]
    if request.path == "/api/embeddings":
        return json_answer({"embedding": vectors[0] if vectors else []}, content_type=JSON_TYPE)
    used = sum(len(script.split_tokens(text)) for text in texts)
    return json_answer(
        {
            "model": fields["model"],
            "embeddings": vectors,
            "total_duration": 14_000_000,
            "load_duration": 1_000_000,
            **({"prompt_eval_count": used} if used else {}),
        },
        content_type=JSON_TYPE,
    )


def _lost(request: Request) -> Answer:
    if any(path == request.path for _, path in routes()):
        return Answer(405, b"405 method not allowed", "text/plain")
    return Answer(404, b"404 page not found", "text/plain")


def main() -> None:
    """Serves until interrupted."""
    parser = argparse.ArgumentParser(description="The old wire with a scripted model.")
    parser.add_argument("--port", type=int, default=11434)
    parser.add_argument("--model", action="append", help="a model on disk; may be repeated")
    parser.add_argument("--reasoning", action="store_true", help="the models think")
    options = parser.parse_args()
    with old_server(options.model or MODELS, reasoning=options.reasoning, port=options.port) as server:
        print(server.url, flush=True)
        with suppress(KeyboardInterrupt):
            Event().wait()


if __name__ == "__main__":
    main()
