"""How the new server words its refusals."""

from __future__ import annotations

from collections.abc import Sequence

from tests.wire.serving import Answer, json_answer

# What a body that is no valid request is called, and what a valid request for something impossible is called.
INVALID, IMPOSSIBLE = "Bad Request", "BadRequestError"

NOT_FOUND = json_answer({"detail": "Not Found"}, 404)
WRONG_METHOD = json_answer({"detail": "Method Not Allowed"}, 405)
UNAUTHORIZED = json_answer({"error": "Unauthorized"}, 401)  # the one error that is a string


class Refused(Exception):
    """The server will not do this; `answer` says so."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


def error(message: str, kind: str, status: int = 400, param: str | None = None) -> Answer:
    """Returns an error in the server's shape."""
    return json_answer({"error": {"message": message, "type": kind, "param": param, "code": status}}, status)


def invalid(message: str, where: str | None = None) -> Refused:
    """Returns the refusal of a body that is no valid request; `where` is like `body.messages`."""
    return Refused(error(f"1 validation error: {message}", INVALID, param=where))


def impossible(message: str, param: str | None = None) -> Refused:
    """Returns the refusal of a well-formed request."""
    return Refused(error(message, IMPOSSIBLE, param=param))


def no_model(name: str, served: Sequence[str]) -> Refused:
    """Returns the refusal of a model that is not served."""
    message = f"The model `{name}` does not exist. Valid aliases: {', '.join(served)}."
    return Refused(error(message, "NotFoundError", 404, "model"))
