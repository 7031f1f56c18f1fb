"""The new server's streams of events, in the order in which a real server sends them."""

from __future__ import annotations

from collections.abc import Iterator

from tests.wire.new_replies import (
    FINGERPRINT,
    Context,
    Fields,
    call_id,
    chat_logprobs,
    counts,
    finish,
    head,
    text_logprobs,
)
from tests.wire.script import Reply, split_tokens
from tests.wire.serving import LAST_EVENT, event
from tests.wire.values import record


class _Usage:
    """Which usage a stream carries, and the counts so far."""

    def __init__(self, options: object, replies: list[Reply]) -> None:
        wanted = record(options)
        self.at_end = wanted.get("include_usage") is True
        self.in_chunks = self.at_end and wanted.get("continuous_usage_stats") is True
        self._prompt = replies[0].prompt_tokens
        self._done = 0

    def add(self, tokens: int) -> None:
        self._done += tokens

    def chunk(self) -> Fields:
        return {"usage": counts(self._prompt, self._done)} if self.in_chunks else {}

    def last(self) -> Fields:
        return {"usage": counts(self._prompt, self._done)}


def chat(context: Context, replies: list[Reply], options: object) -> Iterator[bytes]:
    """Yields the events of a chat; `options` are the request's `stream_options`.

    The role comes first, with empty content and no usage unless every chunk has one; then thoughts, text or calls;
    then the finish, which carries the last text when the limit cut it; then usage with no choices; then `[DONE]`.
    """
    usage = _Usage(options, replies)
    start = head(context, "chat.completion.chunk", replies[0].digest)
    for index in range(len(replies)):
        first = {"index": index, "delta": {"role": "assistant", "content": ""}, "logprobs": None, "finish_reason": None}
        yield event({**start, "choices": [first], "prompt_token_ids": None, "prompt_text": None, **usage.chunk()})
    for index, reply in enumerate(replies):
        for delta, tokens, reason in _deltas(reply):
            usage.add(tokens)
            said = delta.get("content")
            choice: Fields = {
                "index": index,
                "delta": delta,
                "logprobs": chat_logprobs(context.meant, (said,)) if isinstance(said, str) and said else None,
                "finish_reason": reason,
                "token_ids": None,
            }
            tail: Fields = {}
            if reason:
                choice["stop_reason"] = None
                tail["system_fingerprint"] = FINGERPRINT
            yield event({**start, "choices": [choice], **tail, **usage.chunk()})
    yield from _end(start, usage)


def text(context: Context, replies: list[Reply], options: object) -> Iterator[bytes]:
    """Yields the events of a text completion; `options` are the request's `stream_options`."""
    usage = _Usage(options, replies)
    start = head(context, "text_completion", replies[0].digest)
    for index, reply in enumerate(replies):
        tokens = reply.thoughts + reply.tokens or ("",)
        for place, token in enumerate(tokens):
            usage.add(1 if token else 0)
            last = place == len(tokens) - 1
            choice = {
                "index": index,
                "text": token,
                "logprobs": text_logprobs(context.meant, (token,)),
                "finish_reason": reply.finish if last else None,
                "stop_reason": None,
                "prompt_token_ids": None,
                "token_ids": None,
            }
            tail = {"system_fingerprint": FINGERPRINT} if last else {}
            yield event({**start, "choices": [choice], **tail, **usage.chunk()})
    yield from _end(start, usage)


def _end(start: Fields, usage: _Usage) -> Iterator[bytes]:
    if usage.at_end:
        yield event({**start, "choices": [], "system_fingerprint": FINGERPRINT, **usage.last()})
    yield LAST_EVENT


def _deltas(reply: Reply) -> Iterator[tuple[Fields, int, str | None]]:
    """Yields each delta with its number of tokens and, on the last, the finish reason."""
    parts: list[tuple[Fields, int]] = [({"reasoning": thought}, 1) for thought in reply.thoughts]
    for index, call in enumerate(reply.tool_calls):
        named = {"index": index, "id": call_id(reply, index), "type": "function", "function": {"name": call.name}}
        parts.append(({"content": None, "tool_calls": [named]}, 0))
        for fragment in split_tokens(call.arguments):
            for piece in (fragment[: len(fragment) // 2], fragment[len(fragment) // 2 :]):
                parts.append(({"tool_calls": [{"index": index, "function": {"arguments": piece}}]}, 0))
    parts += [({"content": token}, 1) for token in reply.tokens]
    if reply.finish != "length":
        spoken = len(reply.thoughts) + len(reply.tokens)
        parts.append(({}, reply.completion_tokens - spoken))
    for place, (delta, tokens) in enumerate(parts):
        yield delta, tokens, finish(reply) if place == len(parts) - 1 else None
