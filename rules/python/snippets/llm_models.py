"""The models that the model server serves."""

from __future__ import annotations

from openai import AsyncOpenAI, OpenAI


def require_served(client: OpenAI, model: str) -> None:
    """Check that a model is served: the server cannot fetch one while it runs.

    Raises:
        LookupError: it is not.
    """
    _check(model, [one.id for one in client.models.list()])


async def async_require_served(client: AsyncOpenAI, model: str) -> None:
    """Check that a model is served: the server cannot fetch one while it runs.

    Raises:
        LookupError: it is not.
    """
    _check(model, [one.id async for one in client.models.list()])


def _check(model: str, served: list[str]) -> None:
    if model not in served:
        raise LookupError(f"{model} is not served, but {', '.join(served) or 'nothing'}: start the server with it")
