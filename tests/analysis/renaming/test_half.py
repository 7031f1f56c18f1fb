"""What would be renamed by half stays whole: somebody else has the name, or makes it up of pieces."""

from __future__ import annotations

import pytest

from tests.analysis.renaming.tools import renamed

ID = '<label for="ollama-url">x</label><input id="ollama-url"><input id="openai-url">\n'
SCRIPTS = '{"scripts": {"ollama:start": "node a.js", "dev": "%s"}}\n'
ROUTE = {
    "a.py": "@app.get('/api/ollama/status')\ndef status(): ...\n",
    "a.ts": "await fetch('/api/ollama/status')\n",
}
FIELD = {
    "a.py": "class S(BaseModel):\n    ollama_up: bool\n\n\ns = S(ollama_up=True)\n",
    "a.ts": "interface S { ollama_up: boolean }\nexport const up = (s: S) => s.ollama_up\n",
}
PROVIDER = (
    "import os\n\nprovider = os.environ.get('LLM_PROVIDER', 'ollama')\n"
    "if provider == 'ollama':\n    print(1)\nelif provider == 'openai':\n    print(2)\n"
)
STAYS: dict[str, dict[str, str]] = {
    "a provider that a batch file compares": {
        "a.py": PROVIDER,
        "run.bat": 'if "%LLM_PROVIDER%"=="ollama" echo own\n',
    },
    "a provider that PowerShell compares": {
        "a.py": PROVIDER,
        "run.ps1": 'if ($env:LLM_PROVIDER -eq "ollama") { Write-Host own }\n',
    },
    "a provider that is compared in capitals": {
        "a.py": PROVIDER,
        "b.py": "import os\n\nif os.environ['LLM_PROVIDER'].upper() == 'OLLAMA':\n    print(1)\n",
    },
    "a provider that is set in capitals": {
        "a.py": PROVIDER.replace("'ollama')", "'ollama').lower()"),
        ".env": "LLM_PROVIDER=OLLAMA\n",
    },
    "an id that a script puts together": {
        "a.html": ID,
        "a.js": "const get = (p) => document.getElementById(`${p}-url`).value\n",
    },
    "an id that is added up": {"a.html": ID, "a.js": "all.map((p) => document.getElementById(p + '-url'))\n"},
    "an id that a style finds by its start": {"a.html": ID, "a.css": '[id^="ollama-"] { color: red }\n'},
    "a route behind the base of a client": {
        **ROUTE,
        "b.ts": "axios.create({ baseURL: '/api' }).get('ollama/status')\n",
    },
    "a route in an annotation": {**ROUTE, "A.kt": '@GET("api/ollama/status")\nfun status(): Call<X>\n'},
    "a route that a loop asks": {**ROUTE, "b.ts": "for (const s of all) await fetch(`/api/${s}/status`)\n"},
    "a route that is added up": {**ROUTE, "b.py": "PUBLIC = ['/api/' + n + '/status' for n in ('ollama', 'health')]\n"},
    "a route that is joined": {**ROUTE, "b.ts": "fetch(['/api', 'ollama', 'status'].join('/'))\n"},
    "a route of a proxy": {
        **ROUTE,
        "nginx.conf": "server {\n  location /api/ollama/ {\n    proxy_pass http://api:8000;\n  }\n}\n",
    },
    "a route of a proxy in code": {
        **ROUTE,
        "vite.config.ts": "export default { server: { proxy: { '/api/ollama': 'http://localhost:8000' } } }\n",
    },
    "a route in a pattern": {**ROUTE, "b.py": "PUBLIC = re.compile(r'^/api/(ollama|health)/status$')\n"},
    "a route that another product has too": {
        **ROUTE,
        "b.ts": "fetch('https://partner.example.com/api/ollama/status')\n",
    },
    "a route that only a test asks": {
        "a.py": ROUTE["a.py"],
        "tests/test_a.py": "def test(client):\n    assert client.get('/api/ollama/status').ok\n",
    },
    "a field that a third program reads": {**FIELD, "a.dart": "final up = json['ollama_up'];\n"},
    "a field of a structure of a third": {**FIELD, "a.go": 'type S struct {\n\tUp bool `json:"ollama_up"`\n}\n'},
    "a field that a command takes out": {**FIELD, "up.sh": "curl -s localhost/up | jq -r .ollama_up\n"},
    "a field that is put together": {**FIELD, "b.py": "for name in names:\n    out[f'{name}_up'] = True\n"},
    "what comes in a request": {
        "a.js": "function f(req) {\n  const { ollamaModel } = req.body\n  return ollamaModel\n}\n"
    },
    "what comes in a request and goes on": {
        "a.js": "app.post('/x', (req, res) => { const { ollamaModel } = req.body; res.json({ ollamaModel }) })\n"
    },
    "what a browser has stored": {
        "a.ts": "interface S { ollamaUrl: string }\nconst defaults: S = { ollamaUrl: '' }\n"
        "const load = (): S => ({ ...defaults, ...JSON.parse(localStorage.getItem('settings') ?? '{}') })\n"
    },
    "a column that a statement names": {
        "a.py": "def get(db):\n    return db.execute('SELECT ollama_model FROM t')\n\n\n"
        "def show(ollama_model):\n    return ollama_model\n",
        "a.sql": "CREATE TABLE t (ollama_model TEXT);\n",
    },
    "a field that a file fills": {
        "a.py": "@dataclass\nclass C:\n    ollama_url: str = ''\n\n\nc = C(**json.load(open(path)))\n",
        "c.json": '{"ollama_url": "x"}\n',
    },
    "a script that is run by its kind": {"package.json": SCRIPTS % "run-p ollama:*"},
    "a script behind its tool": {"package.json": SCRIPTS % 'concurrently \\"npm:ollama:start\\" \\"npm:web\\"'},
    "a script of a project": {"package.json": SCRIPTS % "vite", "run.sh": "nx run app:ollama:start\n"},
    "a script with another in front of it": {
        "package.json": '{"scripts": {"preollama:start": "b", "ollama:start": "a", "dev": "npm run ollama:start"}}\n'
    },
}


@pytest.mark.parametrize("files", STAYS.values(), ids=STAYS)
def test_nothing_is_renamed_by_half(files: dict[str, str]) -> None:
    after, _, manual = renamed(files)
    assert after == files
    assert manual
