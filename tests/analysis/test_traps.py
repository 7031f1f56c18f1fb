"""The differences between the two servers that are known to hurt in silence, each by its own words."""

from __future__ import annotations

import pytest

from migrator.rules.load import load
from tests.analysis.test_dependencies import manifest
from tests.analysis.tree import planned, rewritten

URL = "http://localhost:11434"
SENT = "import json\nimport requests\n\nURL = 'http://localhost:11434'\n"


def chat(body: str = "", read: str = '["message"]["content"]') -> str:
    """A program that makes one call of chat over HTTP, with more in its body, and reads a part of the reply."""
    sent = f'{{"model": "llama3.2", "messages": [{{"role": "user", "content": "hi"}}], "stream": False{body}}}'
    return f'{SENT}r = requests.post(f"{{URL}}/api/chat", json={sent})\nr.raise_for_status()\nprint(r.json(){read})\n'


def stream(loop: str, body: str = ', "stream": True') -> str:
    sent = f'{{"model": "llama3.2", "messages": [{{"role": "user", "content": "hi"}}]{body}}}'
    return (
        f'{SENT}with requests.post(f"{{URL}}/api/chat", json={sent}, stream=True) as r:\n'
        f"    for line in r.iter_lines():\n        part = json.loads(line)\n{loop}"
    )


def after(code: str, path: str = "app.py") -> str:
    """The program after its rewrite, which must take place."""
    plan = planned({path: code})
    assert not plan.blocked, [problem.why for one in plan.blocked for problem in one.problems]
    return next(file.after.decode() for file in plan.files if file.path == path)


def reviews(code: str) -> str:
    return " | ".join(note for unit in planned({"app.py": code}).done for note in unit.reviews)


def why(code: str, path: str = "app.py") -> str:
    """Why a program stays as it is, and what to do."""
    plan = planned({path: code})
    assert not plan.files
    return " | ".join(f"{problem.why}: {problem.how}" for one in plan.blocked for problem in one.problems)


def test_01_parts_of_a_reply_that_are_read_by_key_become_attributes() -> None:
    code = 'import ollama\n\nr = ollama.chat(model="m", messages=[])\nprint(r["message"]["content"])\n'
    code = code.replace("[]", '[{"role": "user", "content": "hi"}]')
    assert "r.choices[0].message.content" in after(code)
    assert ".choices[0].message.content" in after(
        code.replace('r["message"]["content"]', 'r.get("message").get("content")')
    )


def test_02_content_may_be_null_and_a_part_may_have_no_choices() -> None:
    assert 'print(r.json()["choices"][0]["message"]["content"] or "")' in after(chat())
    made = after(
        stream(
            '        print(part["message"]["content"], part.get("eval_count"))\n'.replace(
                ', part.get("eval_count")', ""
            )
        )
    )
    assert '["delta"].get("content") or ""' in made
    counted = stream(
        '        print(part["message"]["content"])\n        if part["done"]:\n            print(part["eval_count"])\n'
    )
    assert 'if not part["choices"]:\n            continue' in after(counted)


def test_03_the_client_gets_v1_a_key_and_never_the_public_server() -> None:
    made = after('import ollama\n\nprint(ollama.generate(model="m", prompt="hi").response)\n')
    assert '"/v1"' in made
    assert "api_key=" in made
    assert "http://localhost:8000" in made


def test_04_generate_goes_through_the_chat_template() -> None:
    code = (
        chat()
        .replace("/api/chat", "/api/generate")
        .replace('"messages": [{"role": "user", "content": "hi"}]', '"prompt": "hi"')
    )
    code = code.replace('["message"]["content"]', '["response"]')
    assert "/v1/chat/completions" in after(code)
    assert "16" in why(code.replace('"prompt": "hi"', '"prompt": "hi", "raw": True'))


@pytest.mark.parametrize("limit", [-1, -2])
def test_05_no_limit_is_left_out(limit: int) -> None:
    assert "max_tokens" not in after(chat(f', "options": {{"num_predict": {limit}}}'))


def test_05_a_limit_of_nothing_is_refused() -> None:
    assert "refuses 0" in why(chat(', "options": {"num_predict": 0}'))


def test_06_the_model_must_be_served_under_the_name_that_is_sent() -> None:
    listed = f'import requests\n\nr = requests.get("{URL}/api/tags").json()\nprint([m["name"] for m in r["models"]])\n'
    assert "served name must be the one the code looks for" in reviews(listed)


def test_07_fields_that_the_new_server_would_ignore_are_never_left() -> None:
    assert "the new server would ignore it" in why(chat(', "wibble": 1'))
    made = after(chat(', "format": "json", "think": False, "keep_alive": "5m", "options": {"repeat_penalty": 1.1}'))
    for name in ('"options"', '"format"', '"think"', '"keep_alive"', '"repeat_penalty"'):
        assert name not in made
    assert '"repetition_penalty": 1.1' in made


def test_08_other_defaults_of_sampling_are_told_with_the_rule() -> None:
    assert "temperature 0.8" in load().operations["chat"].trap


def test_09_the_length_of_the_context_belongs_to_the_server() -> None:
    assert "--max-model-len" in reviews(chat(', "options": {"num_ctx": 8192}'))
    assert "too long" in why(chat(', "truncate": True'))


def test_10_without_a_word_the_old_server_streams() -> None:
    code = chat().replace(', "stream": False', "")
    assert "without `stream` the old server streams" in why(code)
    made = after(stream('        print(part["message"]["content"])\n', ""))
    assert '"stream": True' in made
    assert 'line.startswith(b"data:")' in made


def test_11_the_body_must_be_called_json() -> None:
    sent = '"{URL}/api/chat", data=json.dumps('
    assert "json={" in after(
        chat().replace('"{URL}/api/chat", json=', sent).replace('}], "stream": False}', '}], "stream": False})')
    )


def test_12_an_empty_list_of_tools_is_left_out() -> None:
    assert "tools" not in after(chat(', "tools": []'))


def test_13_thinking_is_switched_by_the_template_and_read_under_another_name() -> None:
    code = chat(', "think": True', '["message"]["thinking"]')
    assert '"chat_template_kwargs": {"enable_thinking": True, "thinking": True}' in after(code)
    assert '["reasoning"]' in after(code) or '.get("reasoning")' in after(code)
    assert "--reasoning-parser" in reviews(code)


def test_14_errors_of_the_old_package_are_caught_as_those_of_the_new_one() -> None:
    code = (
        'import ollama\n\ntry:\n    print(ollama.generate(model="m", prompt="hi").response)\n'
        "except ollama.ResponseError as e:\n    print(e.status_code)\n"
    )
    assert "except openai.APIStatusError as e:" in after(code)


def test_15_the_new_client_neither_tries_again_nor_gives_up() -> None:
    made = after('import ollama\n\nprint(ollama.generate(model="m", prompt="hi").response)\n')
    assert "max_retries=0" in made
    assert "timeout=None" in made


def test_16_times_are_measured_or_have_no_counterpart() -> None:
    assert "is the time of the whole request, measured here" in reviews(chat(read='["total_duration"]'))
    assert "has no counterpart: only with the server flag" in why(chat(read='["prompt_eval_duration"]'))
    assert "has no counterpart, its default stands in its place" in reviews(chat(read='.get("total_duration", 0)'))


def test_17_counts_of_a_stream_are_asked_for() -> None:
    code = stream('        if part["done"]:\n            print(part["eval_count"])\n')
    assert '"include_usage": True' in after(code)


def test_18_vectors_come_from_another_engine() -> None:
    body = '{"model": "e", "input": ["a"]}'
    code = f'import requests\n\nr = requests.post("{URL}/api/embed", json={body})\nprint(r.json()["embeddings"][0])\n'
    assert "build the index anew" in reviews(code)


def test_19_what_a_model_file_says_is_named() -> None:
    code = 'import ollama\n\nollama.create(model="mine", from_="llama3.2", system="Be brief.")\n'
    assert "put its system prompt and parameters into every request" in why(code)


def test_20_pictures_become_data_urls() -> None:
    code = (
        chat().replace('"content": "hi"', '"content": "hi", "images": [b64]').replace("URL = ", "b64 = 'aGk='\nURL = ")
    )
    made = after(code)
    assert '"image_url"' in made
    assert "base64," in made
    assert '"images"' not in made


def test_21_a_look_at_the_root_becomes_one_at_its_health() -> None:
    code = f'import requests\n\nprint(requests.get("{URL}").status_code)\nprint(requests.get("{URL}/api/tags").ok)\n'
    assert "http://localhost:8000/health" in after(code)
    assert "/v1/models" in after(code)
    assert "HEAD" in why(f'import requests\n\nprint(requests.head("{URL}/api/tags").ok)\n')


def test_22_a_page_must_be_allowed_by_the_server() -> None:
    assert "--allowed-origins" in " ".join(note for rule in load().packages for note in rule.reviews)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ('"stop": ""', "empty text"),
        ('"top_p": 0', "refuses 0"),
        ('"temperature": 2.5', "above 2"),
        ('"presence_penalty": -2.5', "-2 to 2"),
        ('"frequency_penalty": 3', "-2 to 2"),
    ],
)
def test_23_values_that_the_new_server_refuses_are_told(options: str, told: str) -> None:
    assert told in why(chat(f', "options": {{{options}}}'))


def test_23_more_texts_to_stop_at_ask_for_a_setting_of_the_server() -> None:
    code = chat(', "options": {"stop": ["a", "b", "c", "d", "e"]}')
    assert '"stop": ["a", "b", "c", "d", "e"]' in after(code)
    assert any("VLLM_MAX_STOP_STRINGS" in review for unit in planned({"app.py": code}).done for review in unit.reviews)


def test_23_values_at_the_bounds_are_carried_over() -> None:
    made = after(chat(', "options": {"stop": ["a", "b", "c", "d"], "temperature": 2, "presence_penalty": -2}'))
    for kept in ('"stop": ["a", "b", "c", "d"]', '"temperature": 2', '"presence_penalty": -2'):
        assert kept in made


def test_24_a_single_model_cannot_be_asked_for() -> None:
    code = f'from openai import OpenAI\n\nc = OpenAI(base_url="{URL}/v1", api_key="x")\nprint(c.models.retrieve("m"))\n'
    assert "retrieve" in why(code)


def test_25_httpx_no_longer_comes_with_the_client() -> None:
    code = "import httpx\nimport ollama\n\nprint(httpx, ollama.generate(model='m', prompt='hi').response)\n"
    assert set(manifest("requirements.txt", "ollama\nflask\n", code).splitlines()) == {"flask", "httpx", "openai"}


def test_26_arguments_by_position_get_their_names() -> None:
    made = after('import ollama\n\nprint(ollama.generate("m", "hi").response)\n')
    assert 'model="m", messages=[{"role": "user", "content": "hi"}]' in made


def test_27_options_that_never_reached_the_server_are_not_carried_over() -> None:
    code = (
        "import ollama\n\nprint(ollama.generate(model='m', prompt='hi', options=ollama.Options(min_p=0.05)).response)\n"
    )
    assert "`min_p` of this object was never sent" in why(code)


def test_28_roles_in_capitals_are_written_small() -> None:
    assert '"role": "user"' in after(chat().replace('"user"', '"USER"'))


def test_29_an_answer_that_is_begun_must_be_asked_to_go_on() -> None:
    begun = '{"role": "user", "content": "hi"}, {"role": "assistant", "content": "Well"}'
    code = chat().replace('{"role": "user", "content": "hi"}', begun)
    assert "continue_final_message" in reviews(code)
    assert "continue_final_message" not in reviews(chat())


def test_30_the_penalty_for_repeating_counts_over_the_whole_text() -> None:
    assert "not over the last 64 tokens" in reviews(chat(', "options": {"repeat_penalty": 1.1}'))


def test_31_a_stream_that_is_broken_off_still_ends_in_an_error() -> None:
    code = (
        "import ollama from 'ollama';\n\n"
        "const parts = await ollama.generate({ model: 'm', prompt: 'p', stream: true });\n"
        "setTimeout(() => ollama.abort(), 100);\nfor await (const part of parts) console.log(part.response);\n"
    )
    after = rewritten({"app.mjs": code})
    assert "awaitabortable(client,client.chat.completions.create({" in "".join(after["app.mjs"].split())
    assert "setTimeout(() => abortAll(client), 100);" in after["app.mjs"]
    assert "throwIfAborted" in after["llm-streams.mjs"]


def test_31_whoever_breaks_off_in_a_way_of_their_own_looks_for_another_error() -> None:
    code = (
        "import { Ollama } from 'ollama';\n\n"
        "const client = new Ollama({ fetch: (url, init) => fetch(url, { ...init, signal }) });\n"
        "try {\n  console.log((await client.generate({ model: 'm', prompt: 'p' })).response);\n"
        "} catch (error) {\n  if (error.name !== 'AbortError') throw error;\n}\n"
    )
    assert "errors have another class" in why(code, "app.mjs")


def test_32_prompts_for_the_old_completions_lose_their_template() -> None:
    code = (
        f'from openai import OpenAI\n\nc = OpenAI(base_url="{URL}/v1", api_key="x")\n'
        'print(c.completions.create(model="m", prompt="hi").choices[0].text)\n'
    )
    assert "template" in why(code)


def test_33_the_text_of_an_error_is_one_level_deeper() -> None:
    code = (
        chat()
        .replace("r.raise_for_status()\n", "")
        .replace('print(r.json()["message"]["content"])', 'if "error" in r.json():\n    print(r.json()["error"])')
    )
    assert '["error"]["message"]' in after(code)
    assert '`{"error": "Unauthorized"}`' in load().operations["chat"].trap


def test_34_the_first_served_name_comes_back() -> None:
    assert "first served name" in reviews(chat(read='["model"]'))


def test_35_the_time_of_a_reply_is_a_number() -> None:
    assert "`created` is a number of seconds" in why(chat(read='["created_at"]'))
