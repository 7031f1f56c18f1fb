"""Routes are renamed with those who ask them, and not where these are out of sight."""

from __future__ import annotations

import pytest

from tests.analysis.renaming.tools import renamed

SERVED = "@app.get('/api/ollama/status')\ndef status(): ...\n"
STAYS: dict[str, dict[str, str]] = {
    "a route that nobody here asks": {"a.py": SERVED},
    "a path that nobody here answers": {"a.ts": "await fetch('/api/ollama/status')\n"},
    "another path": {"a.py": SERVED, "a.ts": "await fetch('/api/ollama/models')\n"},
    "the path of another server": {
        "a.py": "@app.get('/api/status')\ndef s(): ...\n",
        "a.ts": "await get('/ollama/x')\n",
    },
    "a file that answers at its path, which nobody here asks": {
        "app/api/ollama/route.ts": "export async function GET() {}\n"
    },
    "who asks with a client of its own": {
        "a.ts": "api.get('/ollama/models')\nconst r = await fetch(`${BASE}/ollama/models`)\n"
    },
    "one who asks that nobody answers": {
        "a.py": SERVED,
        "a.ts": "await get('/api/ollama/status')\nawait get('/other/api/ollama/status/all')\n",
    },
    "what is posted to both ends at once": {
        "a.ts": "axios.post('/ollama/ask', body)\nhttp.post('/ollama/ask', body)\n"
    },
}
MOVES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "a route, who asks it, and who names it": (
        {
            "a.py": f'"""Shape of GET /api/ollama/status."""\n\n{SERVED}',
            "a.ts": "await fetch('/api/ollama/status')\n",
            "README.md": "Ask `http://host:8000/api/ollama/status` once a minute.\n",
        },
        {
            "a.py": f'"""Shape of GET /api/ollama/status."""\n\n{SERVED}'.replace("ollama", "llm"),
            "a.ts": "await fetch('/api/llm/status')\n",
            "README.md": "Ask `http://host:8000/api/llm/status` once a minute.\n",
        },
    ),
    "a router with a prefix": (
        {
            "a.py": "router = APIRouter(prefix='/api/ollama')\n\n\n@router.get('/models')\ndef models(): ...\n",
            "a.ts": "const r = await fetch(`${API}/api/ollama/models?all=1`)\n",
        },
        {
            "a.py": "router = APIRouter(prefix='/api/llm')\n\n\n@router.get('/models')\ndef models(): ...\n",
            "a.ts": "const r = await fetch(`${API}/api/llm/models?all=1`)\n",
        },
    ),
    "a path behind which others are, asked behind a base": (
        {
            "a.ts": "app.use('/api/ollama', limit, routes)\n",
            "b.ts": "api.get('/ollama/models')\napi.post(`/ollama/models/${name}/pull`)\n",
        },
        {
            "a.ts": "app.use('/api/llm', limit, routes)\n",
            "b.ts": "api.get('/llm/models')\napi.post(`/llm/models/${name}/pull`)\n",
        },
    ),
    "a path with a parameter": (
        {
            "a.py": "@router.delete('/ollama/{name}')\ndef drop(name): ...\n",
            "a.ts": "await axios.delete(`${API}/ollama/${name}`)\n",
        },
        {
            "a.py": "@router.delete('/llm/{name}')\ndef drop(name): ...\n",
            "a.ts": "await axios.delete(`${API}/llm/${name}`)\n",
        },
    ),
    "a handler and a client of one language": (
        {"a.ts": "router.post('/ollama/ask', ask)\n", "b.ts": "axios.post('/ollama/ask', body)\n"},
        {"a.ts": "router.post('/llm/ask', ask)\n", "b.ts": "axios.post('/llm/ask', body)\n"},
    ),
    "a file that answers at its path": (
        {"src/app/api/ollama/[id]/route.ts": "export async function GET() {}\n", "a.ts": "get(`/api/ollama/${id}`)\n"},
        {"src/app/api/llm/[id]/route.ts": "export async function GET() {}\n", "a.ts": "get(`/api/llm/${id}`)\n"},
    ),
}


@pytest.mark.parametrize("files", STAYS.values(), ids=STAYS)
def test_a_route_stays(files: dict[str, str]) -> None:
    after, _, manual = renamed(files)
    assert after == files
    assert manual


@pytest.mark.parametrize(("before", "wanted"), MOVES.values(), ids=MOVES)
def test_a_route_moves(before: dict[str, str], wanted: dict[str, str]) -> None:
    after, reviews, _ = renamed(before)
    assert after == wanted
    assert any("nobody outside of the project asks it" in note.why for note in reviews)
