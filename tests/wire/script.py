"""The model behind both servers: a pure function of the logical request.

A reply begins with a digest of everything that was asked, so a dropped message, option or tool shows in the output.
Streaming and what the server ignores do not count. A token is a word with the space behind it.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
from dataclasses import asdict, dataclass, replace

from tests.wire.instance import instance
from tests.wire.logical import Logical, ToolCall
from tests.wire.values import canonical, decoded, items, record, string

VECTOR_LENGTH = 64

_TOKEN = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model says: thoughts, text or calls, and why it stopped ("stop" or "length")."""

    digest: str
    thoughts: tuple[str, ...]
    tokens: tuple[str, ...]
    tool_calls: tuple[ToolCall, ...]
    finish: str
    prompt_tokens: int
    completion_tokens: int

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.tokens)

    @property
    def thinking(self) -> str:
        """The whole thinking."""
        return "".join(self.thoughts)


def digest_of(request: Logical, choice: int = 0) -> str:
    """Returns eight hexadecimal digits for everything that the request asks; `choice` numbers its alternatives."""
    asked = asdict(replace(request, stream=False, ignored=()))
    return hashlib.sha256(f"{canonical(asked)}{choice or ''}".encode(errors="replace")).hexdigest()[:8]


def split_tokens(text: str) -> tuple[str, ...]:
    """Returns the tokens of a text; joined they are the text."""
    return tuple(_TOKEN.findall(text))


def count_tokens(request: Logical) -> int:
    """Returns the number of tokens of the prompt, with four for the frame of each message."""
    texts = [message.content + message.thinking for message in request.messages] + list(request.inputs)
    return sum(len(split_tokens(text)) for text in texts) + 4 * len(request.messages)


def answer(request: Logical, *, thinks: bool = False, choice: int = 0, room: int | None = None) -> Reply:
    """Returns the reply to a chat or text request.

    `thinks`: the model is one that thinks unless told not to. `choice`: which of several replies.
    `room`: how many tokens the context leaves, None for no limit.
    """
    digest = digest_of(request, choice)
    thoughts = split_tokens(f"Let me think about {digest} first. ") if thinks and request.think != "off" else ()
    calls = _calls(request, digest)
    # A cut call is no call: what there is of it is text, as a parser leaves it.
    tokens = split_tokens("".join(f"call {call.name} {call.arguments} " for call in calls) or _text(request, digest))
    tokens = _before_stop(tokens, request)
    limits = [limit for limit in (request.option("max_tokens"), room) if isinstance(limit, int)]
    limit = min(limits, default=len(thoughts) + len(tokens))
    finish = "length" if limit < len(thoughts) + len(tokens) else "stop"
    thoughts, tokens = thoughts[:limit], tokens[: max(limit - len(thoughts), 0)]
    whole = calls if finish == "stop" else ()
    return Reply(
        digest, thoughts, () if whole else tokens, whole, finish, count_tokens(request), len(thoughts) + len(tokens)
    )


def _calls(request: Logical, digest: str) -> tuple[ToolCall, ...]:
    choice = request.option("tool_choice")
    if not request.tools or choice == "none" or request.messages[-1].role == "tool":
        return ()
    wanted = string(record(record(decoded(string(choice))).get("function")).get("name"))
    offered = [record(decoded(tool)) for tool in request.tools]
    named = [one for one in offered if one.get("name") == wanted]
    called = offered if "every tool" in request.messages[-1].content else named or offered[:1]
    return tuple(
        ToolCall(
            string(tool.get("name")),
            canonical(instance({"type": "object", **record(tool.get("parameters"))}, digest)),
        )
        for tool in called
    )


def _text(request: Logical, digest: str) -> str:
    if request.format == "json":
        return json.dumps({"answer": digest, "model": request.model, "sure": True}, ensure_ascii=False)
    if request.format:
        return json.dumps(instance(decoded(request.format), digest), ensure_ascii=False)
    heard = [*request.inputs, *(message.content for message in request.messages)]
    last = " ".join(heard[-1].split())[:60] if heard else ""
    return (
        f"{digest} says {request.model or 'the model'}: after {len(heard)} messages, the last of them <{last}>, "
        "here is an answer that is long enough for any small limit to cut it somewhere."
    )


def _before_stop(tokens: tuple[str, ...], request: Logical) -> tuple[str, ...]:
    text = "".join(tokens)
    stops = items(decoded(string(request.option("stop"))))
    ends = [text.find(stop) for stop in map(string, stops) if stop and stop in text]
    return split_tokens(text[: min(ends)]) if ends else tokens


def logprobs(token: str, alternatives: int) -> tuple[float, list[tuple[str, float]]]:
    """Returns the log probability of a token and those of the most likely ones."""
    seed = len(token) % 7 + 1
    return -seed / 8, [
        (token if rank == 0 else f"{token.strip()}~{rank}", -(seed + rank) / 8) for rank in range(alternatives)
    ]


def vector(model: str, text: str, dimensions: int | None = None) -> list[float]:
    """Returns the embedding of a text: of length one, and exact in single precision unless cut to `dimensions`."""
    bits = int.from_bytes(hashlib.sha256(f"{model}\0{text}".encode(errors="replace")).digest()[: VECTOR_LENGTH // 8])
    size = min(dimensions or VECTOR_LENGTH, VECTOR_LENGTH)
    (step,) = struct.unpack("f", struct.pack("f", size**-0.5))
    return [step if bits >> place & 1 else -step for place in range(size)]
