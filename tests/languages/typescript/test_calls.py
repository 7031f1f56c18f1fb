"""Which calls of a script go to the old server, found by the analysis itself."""

from __future__ import annotations

import pytest

from tests.languages.typescript.files import asked

HOST = "http://localhost:11434"
AXIOS = "import axios from 'axios'\n"

NOT_MINE = {
    "the application's own route": "fetch('/api/chat', { method: 'POST', body: JSON.stringify({ model, messages }) })",
    "the own route through a client without a base": AXIOS + "axios.post('/api/chat', { model, messages })",
    "another server": "fetch('http://localhost:8000/api/chat', { method: 'POST' })",
    "another server behind a constant": "const API = 'https://api.example.com'\nfetch(`${API}/api/tags`)",
    "a route of a server": "import express from 'express'\nconst a = express()\na.post(`${P}/api/chat`, (q, r) => {})",
    "a route of a router": "import { Router } from 'express'\nconst r = Router()\nr.get(`${P}/api/tags`, list)",
    "a mock": f"import {{ http }} from 'msw'\nhttp.post('{HOST}/api/chat', () => new Response())",
    "a map": "const seen = new Map<string, string>()\nseen.get('/api/chat')",
    "a cache of an unknown type": "cache.get(ollama, key)",
    "storage": "localStorage.getItem('ollama/api/chat')",
    "an own class with the vendor's name": "class Ollama { chat() {} }\nconst ollama = new Ollama()\nollama.chat({})",
    "an own object with the vendor's name": "const ollama = { chat() {} }\nollama.chat({ model })",
    "an own module with the package's name": "import { Ollama } from './ollama'\nnew Ollama().chat({ model })",
    "a string": f"const doc = \"fetch('{HOST}/api/chat')\"",
    "a comment": f"// fetch('{HOST}/api/chat')",
    "another method of the package": "import ollama from 'ollama'\nollama.abort()",
}


@pytest.mark.parametrize("code", NOT_MINE.values(), ids=NOT_MINE)
def test_no_call_of_the_old_server(code: str) -> None:
    assert asked({"src/a.ts": code}) == []


MINE = {
    "fetch": (f"await fetch('{HOST}/api/tags')", "tags"),
    "a template": ("const OLLAMA_URL = x\nfetch(`${OLLAMA_URL}/api/chat`, { method: 'POST' })", "chat"),
    "a sum": (f"const base = '{HOST}'\nfetch(base + '/api/tags')", "tags"),
    "an environment variable": ("fetch(`${process.env.OLLAMA_URL}/api/tags`)", "tags"),
    "an environment variable of vite": ("fetch(`${import.meta.env.VITE_OLLAMA_URL}/api/tags`)", "tags"),
    "an environment variable of deno": ("fetch(`${Deno.env.get('OLLAMA_URL')}/api/tags`)", "tags"),
    "a destructured environment": ("const { OLLAMA_URL: u } = process.env\nfetch(`${u}/api/tags`)", "tags"),
    "a default after an environment variable": (
        f"const u = process.env.U ?? '{HOST}'\nfetch(`${{u}}/api/tags`)",
        "tags",
    ),
    "an assertion and a cast": ("fetch((process.env.OLLAMA_URL! as string) + '/api/tags')", "tags"),
    "a URL object": (f"fetch(new URL('/api/chat', '{HOST}'), {{ method: 'POST' }})", "chat"),
    "a URL object without a slash": (f"fetch(new URL('api/tags', '{HOST}'))", "tags"),
    "the text of a URL object": (f"const u = new URL('/api/tags', '{HOST}')\nfetch(u.href)", "tags"),
    "a list that is joined": (f"fetch(['{HOST}', 'api', 'tags'].join('/'))", "tags"),
    "a trimmed base": (f"const base = '{HOST}/'.replace(/\\/$/, '')\nfetch(`${{base}}/api/tags`)", "tags"),
    "a member of a constant": (f"const c = {{ llm: {{ url: '{HOST}' }} }}\nfetch(`${{c.llm.url}}/api/tags`)", "tags"),
    "a spread constant": (f"const d = {{ u: '{HOST}' }}\nconst c = {{ ...d }}\nfetch(`${{c.u}}/api/tags`)", "tags"),
    "a destructured default": (f"const {{ u = '{HOST}' }} = opts\nfetch(`${{u}}/api/tags`)", "tags"),
    "a default of a destructured parameter": (
        f"function f({{ u = '{HOST}' }}) {{ return fetch(u + '/api/tags') }}",
        "tags",
    ),
    "a parameter's default": (f"const f = (u = '{HOST}') => fetch(`${{u}}/api/tags`)", "tags"),
    "a parameter's argument": (f"function f(u) {{ return fetch(u) }}\nf('{HOST}/api/tags')", "tags"),
    "a field": (f"class A {{ base = '{HOST}'\n f() {{ return fetch(`${{this.base}}/api/tags`) }} }}", "tags"),
    "a private field": (f"class A {{ #base = '{HOST}'\n f() {{ return fetch(`${{this.#base}}/api/tags`) }} }}", "tags"),
    "a static field": (f"class A {{ static U = '{HOST}'\n f() {{ return fetch(A.U + '/api/tags') }} }}", "tags"),
    "a getter": (f"class A {{ get u() {{ return '{HOST}' }}\n f() {{ return fetch(this.u + '/api/tags') }} }}", "tags"),
    "a field of a base class": (
        f"class A {{ u = '{HOST}' }}\nclass B extends A {{ f() {{ return fetch(this.u + '/api/tags') }} }}",
        "tags",
    ),
    "a field set by the constructor": (
        f"class A {{ constructor() {{ this.u = '{HOST}' }}\n f = async () => fetch(`${{this.u}}/api/tags`) }}",
        "tags",
    ),
    "a parameter property": (
        f"class A {{ constructor(private readonly u = '{HOST}') {{}}\n f() {{ return fetch(this.u + '/api/tags') }} }}",
        "tags",
    ),
    "this of an object": (f"const o = {{ u: '{HOST}', f() {{ return fetch(this.u + '/api/tags') }} }}", "tags"),
    "this of a component": (
        f"export default {{ data() {{ return {{ u: '{HOST}' }} }}, "
        "methods: { f() { return fetch(this.u + '/api/tags') } } }",
        "tags",
    ),
    "a ref": (f"const u = ref('{HOST}')\nfetch(`${{u.value}}/api/tags`)", "tags"),
    "a ref that is set later": ("const ollamaUrl = ref('/x')\nfetch(`${ollamaUrl.value}/api/tags`)", "tags"),
    "a computed value": (f"const u = computed(() => '{HOST}')\nfetch(`${{u.value}}/api/tags`)", "tags"),
    "a state of React": (f"const [u, setU] = useState('{HOST}')\nfetch(`${{u}}/api/tags`)", "tags"),
    "axios": (AXIOS + f"axios.get('{HOST}/api/tags')", "tags"),
    "axios with a type": (AXIOS + f"const f = async () => await axios.post<T>('{HOST}/api/chat', {{}})", "chat"),
    "axios with an object": (AXIOS + f"axios({{ url: '{HOST}/api/chat', method: 'post' }})", "chat"),
    "an instance of axios": (
        AXIOS + f"const api = axios.create({{ baseURL: '{HOST}' }})\napi.post('/api/chat', {{}})",
        "chat",
    ),
    "a base with a path": (
        AXIOS + f"const api = axios.create({{ baseURL: '{HOST}/api' }})\napi.post('/chat', {{}})",
        "chat",
    ),
    "an instance that is called": (
        AXIOS + f"const api = axios.create({{ baseURL: '{HOST}' }})\napi({{ url: '/api/chat', method: 'POST' }})",
        "chat",
    ),
    "axios by another name": (f"const h = require('axios')\nh.post('{HOST}/api/generate', {{}})", "generate"),
    "node-fetch by another name": (f"import f from 'node-fetch'\nf('{HOST}/api/tags')", "tags"),
    "got": (f"import got from 'got'\nawait got.post('{HOST}/api/chat', {{ json: {{}} }}).json()", "chat"),
    "ky": (
        f"import ky from 'ky'\nconst api = ky.create({{ prefixUrl: '{HOST}' }})\nawait api.post('api/chat').json()",
        "chat",
    ),
    "undici": (f"import {{ request }} from 'undici'\nawait request('{HOST}/api/chat', {{ method: 'POST' }})", "chat"),
    "node": (
        "import http from 'node:http'\n"
        "http.request({ hostname: 'localhost', port: 11434, path: '/api/chat', method: 'POST' })",
        "chat",
    ),
    "nuxt": (f"await $fetch('/api/chat', {{ baseURL: '{HOST}', method: 'POST' }})", "chat"),
    "a client of unknown type": ("class A { f() { return this.http.post(`${OLLAMA_URL}/api/chat`, {}) } }", "chat"),
    "the root": ("fetch(process.env.OLLAMA_URL!)", "root"),
    "the package": ("import ollama from 'ollama'\nawait ollama.chat({ model })", "chat"),
    "the package in a browser": ("import ollama from 'ollama/browser'\nawait ollama.generate({ model })", "generate"),
    "a client": ("import { Ollama } from 'ollama'\nconst o = new Ollama({ host })\nawait o.list()", "tags"),
    "a client of CommonJS": ("const { Ollama: O } = require('ollama')\nnew O().embed({ model })", "embed"),
    "a client that is loaded late": ("const { Ollama } = await import('ollama')\nnew Ollama().chat({ model })", "chat"),
    "a client that is injected": (
        "import { Ollama } from 'ollama'\n"
        "class A { constructor(private o: Ollama) {}\n f() { return this.o.chat({}) } }",
        "chat",
    ),
}


@pytest.mark.parametrize(("code", "operation"), MINE.values(), ids=MINE)
def test_a_call_of_the_old_server(code: str, operation: str) -> None:
    assert [found for found, _ in asked({"src/a.ts": code})] == [operation]


def test_a_helper_is_a_call_for_each_of_its_callers() -> None:
    code = (
        "class A {\n  base = process.env.OLLAMA_URL\n"
        "  chat() { return this.post('/api/chat', {}) }\n"
        "  text() { return this.post('/api/generate', {}) }\n"
        "  private post(path: string, body: unknown) { return fetch(this.base + path, { method: 'POST' }) }\n}"
    )
    assert asked({"a.ts": code}) == [
        ("chat", "this.post('/api/chat', {})"),
        ("generate", "this.post('/api/generate', {})"),
    ]


FETCHES = "fetch(`${BASE}/api/tags`)"
ACROSS = {
    "a name": {"a.ts": f"import {{ BASE }} from './config'\n{FETCHES}", "config.ts": f"export const BASE = '{HOST}'"},
    "another name": {
        "a.ts": f"import {{ X as BASE }} from './c'\n{FETCHES}",
        "c.ts": f"const u = '{HOST}'\nexport {{ u as X }}",
    },
    "a default": {"a.ts": f"import BASE from './c.js'\n{FETCHES}", "c.ts": f"const u = '{HOST}'\nexport default u"},
    "a whole module": {
        "a.ts": "import * as c from './c'\nfetch(`${c.BASE}/api/tags`)",
        "c.ts": f"export const BASE = '{HOST}'",
    },
    "an index": {
        "a.ts": f"import {{ BASE }} from './lib'\n{FETCHES}",
        "lib/index.ts": "export * from './none'\nexport * from './c'",
        "lib/none.ts": "export const NONE = 1",
        "lib/c.ts": f"export const BASE = '{HOST}'",
    },
    "a re-export": {
        "a.ts": f"import {{ BASE }} from './lib'\n{FETCHES}",
        "lib/index.ts": "export { u as BASE } from './c'",
        "lib/c.ts": f"export const u = '{HOST}'",
    },
    "CommonJS": {
        "a.js": f"const {{ BASE }} = require('./c')\n{FETCHES}",
        "c.js": f"module.exports = {{ BASE: '{HOST}' }}",
    },
    "exports": {"a.js": "const c = require('./c')\nfetch(c.BASE + '/api/tags')", "c.js": f"exports.BASE = '{HOST}'"},
    "a default object": {
        "a.ts": "import config from '@/config'\nfetch(`${config.llm.url}/api/tags`)",
        "src/config.ts": f"export default {{ llm: {{ url: '{HOST}' }} }} as const",
    },
    "an alias of tsconfig": {
        "web/app/a.tsx": f"import {{ BASE }} from '#lib/c'\n{FETCHES}",
        "web/tsconfig.json": '{ // aliases\n "extends": "./tsconfig.base.json", }',
        "web/tsconfig.base.json": '{"compilerOptions": {"baseUrl": ".", "paths": {"#lib/*": ["shared/*"]}}}',
        "web/shared/c.ts": f"export const BASE = '{HOST}'",
    },
    "an instance of axios": {
        "a.ts": "import { api } from './c'\napi.get('/api/tags')",
        "c.ts": AXIOS + f"export const api = axios.create({{ baseURL: '{HOST}' }})",
    },
    "an enum": {
        "a.ts": "import { U } from './c'\nfetch(U.Base + '/api/tags')",
        "c.ts": f"export enum U {{ Base = '{HOST}' }}",
    },
    "a component": {
        "a.vue": f"<script setup lang='ts'>\nimport {{ BASE }} from './c'\n{FETCHES}\n</script>",
        "c.ts": f"export const BASE = '{HOST}'",
    },
}


@pytest.mark.parametrize("files", ACROSS.values(), ids=ACROSS)
def test_the_base_comes_from_another_file(files: dict[str, str]) -> None:
    assert [found for found, _ in asked(files)] == ["tags"]


def test_modules_that_hand_everything_on_to_each_other_end() -> None:
    files = {
        "a.ts": "import { BASE } from './b'\nfetch(`${BASE}/api/tags`)",
        "b.ts": "export * from './c'",
        "c.ts": "export * from './b'\nimport { BASE } from './b'\nexport const x = BASE",
    }
    assert asked(files) == []


def test_a_value_that_comes_from_itself_ends() -> None:
    assert asked({"a.ts": "let u = OLLAMA_URL\nu = u + u\nfetch(u + '/api/tags')"}) == [
        ("tags", "fetch(u + '/api/tags')")
    ]
