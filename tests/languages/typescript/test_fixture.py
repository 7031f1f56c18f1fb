"""The calls of the chat product, and its traps: every one, and no other."""

from __future__ import annotations

from pathlib import Path

from tests.languages.typescript.files import traced

ROOT = Path(__file__).parents[3] / "fixtures" / "chat-product"
SUFFIXES = (".ts", ".vue", ".json", ".html")


def test_every_call_and_none_of_the_traps() -> None:
    texts = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in ROOT.rglob("*")
        if path.suffix in SUFFIXES and "node_modules" not in path.parts
    }
    found = {
        (
            each.unit.path,
            texts[each.unit.path].encode()[: each.unit.span.start].count(b"\n") + 1,
            each.asked.operation.operation,
        )
        for each in traced(texts)
        if each.unit.path.endswith(".ts")
    }
    assert found == {
        ("ai-services/ollama-service.ts", 27, "chat"),
        ("ai-services/ollama-service.ts", 38, "chat"),
        ("ai-services/ollama-service.ts", 60, "tags"),
        ("ai-services/slack-reply.ts", 8, "chat"),
        ("backend/src/routes/ingestionRoutes.ts", 17, "embeddings"),
        ("backend/src/services/deepseekService.ts", 40, "generate"),
        ("backend/src/services/deepseekService.ts", 59, "chat"),
        ("backend/src/services/deepseekService.ts", 72, "tags"),
        ("backend/src/services/deepseekService.ts", 78, "tags"),
    }
    across = [each for each in traced(texts) if each.unit.path.endswith(".vue")]
    assert [(each.unit.path, each.asked.operation.operation) for each in across] == [
        ("frontend/src/components/SettingsForm.vue", "tags")  # asks through useOllama.ts, line 25
    ]
