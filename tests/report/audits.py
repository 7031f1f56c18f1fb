"""Audits to render: a small one by hand, larger ones made of the same pieces."""

from __future__ import annotations

from migrator.model import Audit, Edit, Explained, Finding, Fix, Kind, Layer, Priority, Safety, Skipped, Span, Unknown
from migrator.record import replace

CHAT = "backend/chat_service.py"
SOURCE = b"""import ollama

OLLAMA_MODEL = "llama3.2"


def answer(messages: list[dict[str, str]]) -> str:
    response = ollama.chat(model=OLLAMA_MODEL, messages=messages)
    return response["message"]["content"]
"""


def finding(
    path: str = CHAT,
    line: int = 1,
    column: int = 1,
    *,
    rule: str = "package-import",
    kind: Kind = "import",
    priority: Priority = "critical",
    layer: Layer = "backend",
    language: str = "python",
    message: str = "imports the ollama package",
    text: str = "import ollama",
    safety: Safety = "safe",
    how: str = "import the openai client",
    why: str = "",
    edits: tuple[Edit, ...] = (),
    start: int | None = None,
) -> Finding:
    """A finding with defaults for everything that a test does not care about."""
    start = line * 100 + column if start is None else start
    end = column + len(text)
    span = Span(start, start + len(text.encode("utf-8", "surrogatepass")))
    fix = Fix(safety, how, why, edits)
    return Finding(path, span, line, column, line, end, rule, kind, priority, layer, language, message, text, fix)


def small() -> Audit:
    """Six findings of every priority and safety, one unknown file, skipped and explained ones."""
    return Audit(
        findings=(
            finding(),
            finding(
                line=7,
                column=16,
                rule="package-chat",
                kind="call",
                message="chat through the ollama package",
                text="ollama.chat(model=OLLAMA_MODEL, messages=messages)",
                safety="review",
                how="call chat.completions.create of the openai client",
                why="the server serves the model under the name llama3.2",
            ),
            finding(
                "backend/ai_service.py",
                181,
                9,
                rule="http-generate",
                kind="call",
                message="POST /api/generate, streamed: the reply is read line by line as JSON",
                text='async with client.stream("POST", f"{self.base_url}/api/generate", json=payload) as reply:',
                safety="manual",
                how="read server-sent events: each line starts with 'data: ', and the last one is '[DONE]'",
                why="the lines are handed to stream_to_browser() in backend/main.py, which is not followed",
            ),
            finding(
                "docker-compose.yml",
                12,
                12,
                rule="compose-image",
                kind="image",
                priority="high",
                layer="deployment",
                language="yaml",
                message="image of the ollama server",
                text="ollama/ollama:0.5.7",
                how="vllm/vllm-openai with --model and --served-model-name",
            ),
            finding(
                "frontend/src/views/ChatView.vue",
                44,
                18,
                rule="identifier",
                kind="identifier",
                priority="medium",
                layer="frontend",
                language="vue",
                message="the name ollamaStatus",
                text="ollamaStatus",
                how="rename to llmStatus",
            ),
            finding(
                "docs/guide.md",
                3,
                21,
                rule="prose",
                kind="doc",
                priority="low",
                layer="documents",
                language="markdown",
                message="prose names the old server",
                text="Ollama",
                safety="none",
                how="",
            ),
        ),
        unknown=(Unknown("backend/legacy.py", "line 88: cannot be parsed as Python: unexpected indent"),),
        explained=(Explained("uv.lock", 310, "a hash"), Explained("data/prices.json", 7, "digits of a longer number")),
        skipped=(Skipped("frontend/node_modules", "vendored", 3204),),
        files=212,
    )


def many(number: int) -> Audit:
    """``number`` findings in a tree of realistic size and names, in the proportions of a real code base."""
    pieces = small().findings + _more()
    findings = []
    for at in range(number):
        copy, piece = at // len(pieces), pieces[at % len(pieces)]
        folder = f"part{copy % 4}/" if copy % 4 else ""
        line = piece.line + copy * 13
        start = line * 100 + piece.column
        span = Span(start, start + len(piece.text))
        findings.append(replace(piece, path=folder + piece.path, line=line, end_line=line, span=span))
    return replace(small(), findings=tuple(findings))


def _more() -> tuple[Finding, ...]:
    return (
        finding(
            "backend/config.py",
            15,
            14,
            rule="env-read",
            kind="env",
            priority="high",
            message="reads the variable OLLAMA_URL, default http://localhost:11434",
            text='OLLAMA_URL = os.getenv("OLLAMA_URL", "http://localhost:11434")',
            safety="review",
            how="read LLM_BASE_URL",
            why="the variable has to be renamed where the service is deployed",
        ),
        finding(
            ".env.example",
            4,
            1,
            rule="env-write",
            kind="env",
            priority="high",
            layer="configuration",
            language="dotenv",
            message="sets the variable OLLAMA_HOST",
            text="OLLAMA_HOST=http://ollama:11434",
            how="LLM_BASE_URL=http://vllm:8000",
        ),
        finding(
            "backend/src/services/deepseekService.ts",
            118,
            26,
            rule="http-chat",
            kind="call",
            language="typescript",
            message="POST /api/chat through axios",
            text="const { data } = await axios.post(`${this.baseUrl}/api/chat`, { model: this.model, messages });",
            how="post to /v1/chat/completions",
        ),
        finding(
            "scripts/entrypoint.sh",
            9,
            1,
            rule="pull-command",
            kind="command",
            priority="high",
            layer="deployment",
            language="shell",
            message="pulls a model at start-up",
            text="ollama pull llama3.2:3b && ollama pull nomic-embed-text",
            safety="manual",
            how="name the Hugging Face model in the server's --model flag",
            why="the new server loads one model, named when it starts",
        ),
        finding(
            "backend/main.py",
            52,
            27,
            rule="comment",
            kind="text",
            priority="low",
            message="a comment names the old server",
            text="# Ollama is slow on the first call, warm it up before the health check says yes",
            safety="none",
            how="",
        ),
        finding(
            "backend/requirements.txt",
            6,
            1,
            rule="package-dependency",
            kind="dependency",
            priority="high",
            layer="configuration",
            language="requirements",
            message="depends on the package ollama",
            text="ollama==0.4.7",
            how="openai>=1.60",
        ),
        finding(
            "frontend/src/stores/settings-store-with-a-long-name.ts",
            203,
            9,
            rule="provider-switch",
            kind="provider",
            priority="medium",
            layer="frontend",
            language="typescript",
            message="compares the provider's name with 'ollama', a value that the browser keeps in localStorage",
            text="if (settings.provider === 'ollama') {",
            safety="review",
            how="compare with 'vllm' and migrate the stored value",
            why="browsers of users hold the old value",
        ),
        finding(
            "docs/operations/troubleshooting.md",
            77,
            1,
            rule="prose",
            kind="doc",
            priority="low",
            layer="documents",
            language="markdown",
            message="prose names the old server",
            text="If Ollama does not answer, restart the container",
            safety="none",
            how="",
        ),
    )
