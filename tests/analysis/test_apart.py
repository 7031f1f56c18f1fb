"""Calls of a client library that stay hold those back that have something to do with them, and no others."""

from __future__ import annotations

from tests.analysis.tree import blocked, rewritten

STAYS = """\
def go_on(prompt, tokens):
    return ollama.generate(model="llama3.2", prompt=prompt, context=tokens)["context"]
"""
ASKS = """\
def ask(prompt):
    return ollama.generate(model="llama3.2", prompt=prompt)["response"]
"""


def program(*parts: str) -> str:
    return "\n\n".join(["import ollama\n", *parts])


def after(*parts: str) -> str:
    return rewritten({"app.py": program(*parts)})["app.py"]


def test_a_call_beside_one_that_stays_moves_with_an_import_of_its_own() -> None:
    text = after(STAYS, ASKS)
    assert STAYS in text
    assert "import ollama\nimport openai\n" in text
    assert "ollama.generate(model" not in text.replace(STAYS, "")


def test_what_fetches_a_model_stays_with_a_call_that_uses_it() -> None:
    fetches = 'def fetch():\n    ollama.pull("llama3.2")\n'
    text = after(STAYS, ASKS, fetches)
    assert fetches in text
    assert ASKS not in text


def test_a_call_stays_where_its_function_asks_first() -> None:
    asks = (
        "def ask_if_there(prompt):\n"
        "    if any(one.size for one in ollama.list().models):\n"
        '        return ollama.generate(model="llama3.2", prompt=prompt)["response"]\n'
    )
    text = after(asks, ASKS)
    assert asks in text
    assert ASKS not in text


def test_what_asks_after_models_elsewhere_holds_no_call_back() -> None:
    shown = "def show():\n    return [one.size for one in ollama.list().models]\n"
    text = after(shown, ASKS)
    assert shown in text
    assert ASKS not in text


def test_calls_on_one_client_stay_together() -> None:
    first = STAYS.replace("ollama.generate", "one.generate")
    second = ASKS.replace("ollama.generate", "one.generate")
    made = 'one = ollama.Client(host="http://localhost:11434")\n'
    assert after(made, first, second) == program(made, first, second)


def test_a_call_on_another_client_moves() -> None:
    one = 'one = ollama.Client(host="http://localhost:11434")\n'
    two = 'two = ollama.Client(host="http://other:11434")\n'
    text = after(
        one, two, STAYS.replace("ollama.generate", "one.generate"), ASKS.replace("ollama.generate", "two.generate")
    )
    assert one in text
    assert "two = openai.OpenAI(" in text


def test_a_client_whose_address_may_be_the_same_stays_too() -> None:
    made = 'HOST = "http://localhost:11434"\ntwo = ollama.Client(host=HOST)\n'
    one = STAYS.replace("prompt, tokens", "prompt, tokens, host").replace(
        "ollama.generate", "ollama.Client(host).generate"
    )
    two = ASKS.replace("ollama.generate", "two.generate")
    assert after(made, one, two) == program(made, one, two)


def test_vectors_of_two_servers_are_not_compared() -> None:
    stored = "def stored(texts, cut):\n    return ollama.embed('nomic-embed-text', texts, truncate=cut)['embeddings']\n"
    asked = "def asked(text):\n    return ollama.embed('nomic-embed-text', text)['embeddings'][0]\n"
    text = after(stored, asked, ASKS)
    assert stored in text
    assert asked in text
    assert ASKS not in text


def test_names_of_the_package_that_may_be_about_both_hold_all_back() -> None:
    caught = "try:\n    print(ask('x'))\nexcept ollama.ResponseError as error:\n    print(error.error)\n"
    assert after(STAYS, ASKS, caught) == program(STAYS, ASKS, caught)


def test_names_of_one_import_that_stay_are_kept() -> None:
    stays = STAYS.replace("ollama.generate", "generate")
    moves = 'def talk(text):\n    return chat("llama3.2", [{"role": "user", "content": text}]).message.content\n'
    text = rewritten({"app.py": f"from ollama import chat, generate\n\n\n{stays}\n\n{moves}"})["app.py"]
    assert "from ollama import generate\nfrom openai import OpenAI\n" in text
    assert stays in text


def test_what_stays_for_the_sake_of_another_call_says_which() -> None:
    fetches = 'def fetch():\n    ollama.pull("llama3.2")\n'
    why = "changes together with app.py:5, which stays as it is: `context` cannot be carried over"
    assert blocked({"app.py": program(STAYS, fetches)}) == [
        "generate: `context` cannot be carried over",
        f"pull: {why}",
    ]


def test_a_model_whose_name_is_made_up_may_be_any_that_is_not_known() -> None:
    makes = 'def make(name):\n    ollama.create(model=f"my-{name}", from_="llama3.2")\n'
    any_model = 'def any_model(model):\n    return ollama.generate(model=model, prompt="x")["response"]\n'
    text = after(makes, any_model, ASKS)
    assert any_model in text
    assert ASKS not in text


def test_a_client_that_gets_out_of_sight_stays_alone() -> None:
    handed = 'handed_on(ollama.Client(host="http://localhost:11434"))\n'
    text = after(handed, ASKS)
    assert handed in text
    assert ASKS not in text
    assert blocked({"app.py": program(handed, ASKS)}) == ["client: the client is handed to a function"]


def test_calls_that_share_the_address_of_a_client_out_of_sight_stay_with_it() -> None:
    handed = 'HOST = "http://localhost:11434"\nhanded_on(ollama.Client(host=HOST))\ntwo = ollama.Client(host=HOST)\n'
    two = ASKS.replace("ollama.generate", "two.generate")
    assert after(handed, two) == program(handed, two)


def test_other_names_of_what_stays_are_kept() -> None:
    stays = STAYS.replace("ollama.generate", "made")
    moves = 'def talk(text):\n    return say("llama3.2", [{"role": "user", "content": text}]).message.content\n'
    text = rewritten({"app.py": f"from ollama import chat as say, generate as made\n\n\n{stays}\n\n{moves}"})["app.py"]
    assert "from ollama import generate as made\nfrom openai import OpenAI\n" in text


def test_calls_whose_replies_one_function_reads_stay_together() -> None:
    text_of = 'def text_of(reply):\n    return reply["response"]\n'
    stays = 'def more(prompt):\n    return text_of(ollama.generate(model="llama3.2", prompt=prompt, context=[1, 2]))\n'
    asks = 'def ask(prompt):\n    return text_of(ollama.generate(model="llama3.2", prompt=prompt))\n'
    assert after(text_of, stays, asks) == program(text_of, stays, asks)


def test_calls_whose_replies_one_variable_holds_stay_together() -> None:
    both = (
        "def ask(prompt, tokens):\n"
        "    if tokens:\n"
        '        reply = ollama.generate(model="llama3.2", prompt=prompt, context=tokens)\n'
        "    else:\n"
        '        reply = ollama.generate(model="llama3.2", prompt=prompt)\n'
        '    return reply["response"]\n'
    )
    assert after(both) == program(both)


def test_an_import_that_may_fail_is_kept_beside_the_new_one() -> None:
    text = rewritten(
        {"app.py": f"try:\n    import ollama\nexcept ImportError:\n    raise SystemExit(1)\n\n\n{STAYS}\n\n{ASKS}"}
    )["app.py"]
    assert "try:\n    import ollama\n    import openai\n" in text


def test_options_that_calls_share_hold_them_together() -> None:
    options = 'OPTIONS = {"num_predict": 5}\n'
    stays = STAYS.replace("context=tokens", "context=tokens, options=OPTIONS")
    asks = ASKS.replace("prompt=prompt", "prompt=prompt, options=OPTIONS")
    assert after(options, stays, asks) == program(options, stays, asks)


MAKES = """\
def make(name, system):
    ollama.create(model=f"my-{name}", from_="llama3.2", system=system)
"""
ASKS_ANY = """\
def ask(model, prompt):
    return ollama.generate(model=model, prompt=prompt)["response"]
"""


def test_a_model_that_a_script_makes_may_be_the_one_that_is_asked() -> None:
    files = {"app.py": program(ASKS_ANY), "scripts/make.py": program(MAKES)}
    assert rewritten(files)["app.py"] == files["app.py"]


def test_a_model_that_a_test_makes_is_not_the_one_that_the_program_asks() -> None:
    files = {"app.py": program(ASKS_ANY), "tests/test_app.py": program(MAKES)}
    assert "ollama.generate" not in rewritten(files)["app.py"]
    assert rewritten(files)["tests/test_app.py"] == files["tests/test_app.py"]
