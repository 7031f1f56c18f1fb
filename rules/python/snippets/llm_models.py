"""The models that the model server serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openai import AsyncOpenAI, NotFoundError, OpenAI

if TYPE_CHECKING:
    from typing import Any


def require_served(client: OpenAI, model: str) -> None:
    """Check that a model is served: the server cannot fetch one while it runs.

    Raises:
        NotFoundError: it is not.
    """
    _check(model, client.models.with_raw_response.list())


async def async_require_served(client: AsyncOpenAI, model: str) -> None:
    """Check that a model is served: the server cannot fetch one while it runs.

    Raises:
        NotFoundError: it is not.
    """
    _check(model, await client.models.with_raw_response.list())


def _check(model: str, listed: Any) -> None:
    served = [one.id for one in listed.parse().data]
    if model not in served:
        names = ", ".join(served) or "nothing"
        error = NotFoundError(
            f"{model} is not served, but {names}: start the server with it", response=listed.http_response, body=None
        )
        error.status_code = 404  # as the server itself answers a request for it
        raise error
