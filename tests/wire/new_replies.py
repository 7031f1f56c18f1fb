"""The new server's whole replies. Keys that a real server sends as null are sent as null."""

from __future__ import annotations

import base64
import struct
from dataclasses import dataclass
from itertools import accumulate

from tests.wire import script
from tests.wire.logical import Logical
from tests.wire.script import Reply
from tests.wire.values import integer

CREATED = 1_767_225_600  # the instant of the old server's `created_at`
FINGERPRINT = "vllm-scripted"

Fields = dict[str, object]


@dataclass(frozen=True, slots=True)
class Context:
    """What a reply needs beside what the model says: the request, the served name, and whether thoughts are parsed."""

    meant: Logical
    model: str
    reasoning: bool


def head(context: Context, kind: str, digest: str) -> Fields:
    """Returns the fields with which every reply and chunk begins; `kind` is its `object`."""
    prefix = "chatcmpl" if kind.startswith("chat") else "cmpl"
    return {"id": f"{prefix}-{digest}", "object": kind, "created": CREATED, "model": context.model}


def chat(context: Context, replies: list[Reply]) -> Fields:
    """Returns a chat completion with a choice for each reply."""
    choices = [
        {
            "index": index,
            "message": _message(reply),
            "logprobs": chat_logprobs(context.meant, reply.tokens),
            "finish_reason": finish(reply),
            "stop_reason": None,
            "token_ids": None,
            "routed_experts": None,
        }
        for index, reply in enumerate(replies)
    ]
    return {
        **head(context, "chat.completion", replies[0].digest),
        "choices": choices,
        "usage": _usage(context, replies),
        **_NULLS,
        "prompt_logprobs": None,
        "prompt_text": None,
        "prompt_token_ids": None,
    }


def text(context: Context, replies: list[Reply]) -> Fields:
    """Returns a text completion with a choice for each reply."""
    choices = [
        {
            "index": index,
            "text": reply.thinking + reply.text,
            "logprobs": text_logprobs(context.meant, reply.tokens),
            "finish_reason": reply.finish,
            "stop_reason": None,
            "prompt_logprobs": None,
            "prompt_token_ids": None,
            "token_ids": None,
            "routed_experts": None,
        }
        for index, reply in enumerate(replies)
    ]
    return {
        **head(context, "text_completion", replies[0].digest),
        "choices": choices,
        "usage": _usage(context, replies),
        **_NULLS,
    }


_NULLS: Fields = {
    "service_tier": None,
    "system_fingerprint": FINGERPRINT,
    "metrics": None,
    "kv_transfer_params": None,
    "ec_transfer_params": None,
}


def embeddings(context: Context, inputs: list[str], encoding: str) -> Fields:
    """Returns an embedding of each input; `encoding` is float or base64."""
    meant = context.meant
    dimensions = integer(meant.option("dimensions")) or None
    vectors = [script.vector(meant.model, one, dimensions) for one in inputs]
    used = sum(len(script.split_tokens(one)) for one in inputs)
    return {
        **head(context, "list", script.digest_of(meant)),
        "data": [
            {"index": index, "object": "embedding", "embedding": _base64(vector) if encoding == "base64" else vector}
            for index, vector in enumerate(vectors)
        ],
        "usage": {**counts(used, 0), "prompt_tokens_details": None, "completion_tokens_details": None},
    }


def _base64(vector: list[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()


def _message(reply: Reply) -> Fields:
    content: str | None = reply.text
    if not reply.tokens and (reply.tool_calls or reply.thoughts):
        content = None
    message: Fields = {
        "role": "assistant",
        "content": content,
        "refusal": None,
        "annotations": None,
        "audio": None,
        "function_call": None,
        "reasoning": reply.thinking or None,
    }
    if reply.tool_calls:
        message["tool_calls"] = [
            {
                "id": call_id(reply, index),
                "type": "function",
                "function": {"name": call.name, "arguments": call.arguments},
            }
            for index, call in enumerate(reply.tool_calls)
        ]
    return message


def call_id(reply: Reply, index: int) -> str:
    """Returns the id of a tool call, which the program must send back with the tool's result."""
    return f"chatcmpl-tool-{reply.digest}{index}"


def finish(reply: Reply) -> str:
    """Returns the finish reason of a chat choice."""
    return "tool_calls" if reply.tool_calls else reply.finish


def counts(prompt: int, completion: int) -> Fields:
    """Returns the three counts of a usage."""
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}


def _usage(context: Context, replies: list[Reply]) -> Fields:
    thoughts = sum(len(reply.thoughts) for reply in replies)
    details = {"reasoning_tokens": thoughts} if context.reasoning else None
    completion = sum(reply.completion_tokens for reply in replies)
    return {
        **counts(replies[0].prompt_tokens, completion),
        "prompt_tokens_details": None,
        "completion_tokens_details": details,
    }


def chat_logprobs(meant: Logical, tokens: tuple[str, ...]) -> Fields | None:
    """Returns the log probabilities of tokens as chat gives them, None where they were not asked for."""
    if not meant.option("logprobs"):
        return None
    entries: list[Fields] = []
    for token in tokens:
        own, likely = script.logprobs(token, integer(meant.option("top_logprobs")))
        entries.append({**_logprob(token, own), "top_logprobs": [_logprob(*pair) for pair in likely]})
    return {"content": entries}


def _logprob(token: str, value: float) -> Fields:
    return {"token": token, "logprob": value, "bytes": list(token.encode(errors="replace"))}


def text_logprobs(meant: Logical, tokens: tuple[str, ...]) -> Fields | None:
    """Returns the log probabilities of tokens as completions give them: parallel lists."""
    if not meant.option("logprobs"):
        return None
    found = [script.logprobs(token, integer(meant.option("top_logprobs"))) for token in tokens]
    return {
        "tokens": list(tokens),
        "token_logprobs": [own for own, _ in found],
        "top_logprobs": [dict(likely) for _, likely in found],
        "text_offset": list(accumulate((len(token) for token in tokens[:-1]), initial=0))[: len(tokens)],
    }
