"""Scripts and Dockerfiles that only start the old server may go; those that do anything else stay."""

from __future__ import annotations

import pytest

from migrator.analysis.deployment import compose
from migrator.analysis.deployment.starting import besides, made_of
from tests.analysis.deployment.trees import RULES, reader

assert RULES.deployment is not None
RULE = RULES.deployment


@pytest.mark.parametrize(
    "script",
    [
        "ollama serve &\nsleep 5\nollama pull llama3.2\nwait\n",
        'exec ollama serve "$@"\n',
        "set -e\ntrap 'kill $pid' TERM\nollama serve & pid=$!\nwait $pid\n",
        'pull() {\n  echo "pulling $1; please wait"\n  ollama pull "$1" || return 1\n}\npull llama3.2\n',
        "for m in a b; do OLLAMA_HOST=x ollama pull $m > /dev/null 2>&1; done\n",
        "until curl -s localhost:11434/api/tags | grep -q models; do sleep 1; done\n",
        "i=0\nwhile [ $i -lt 5 ]; do i=$((i + 1)); done\n",
        "MODELS=(\n  a\n  b\n)\n# tar, python\n",
    ],
)
def test_nothing_besides(script: str) -> None:
    assert besides(script, RULE) == ""


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("ollama create mine -f Modelfile\n", "makes a model"),
        ("curl -d @m.json localhost:11434/api/create\n", "makes a model"),
        ("ollama serve &\npython seed.py\n", "runs `python`"),
        ("ollama serve & uvicorn app:app\n", "runs `uvicorn`"),
        ("cp -r /models /root/.ollama\n", "runs `cp`"),
        ("x=$(aws s3 cp s3://a b)\n", "runs `aws`"),
        ("if true; then ./backup.sh; fi\n", "runs `backup.sh`"),
    ],
)
def test_something_besides(script: str, why: str) -> None:
    assert why in besides(script, RULE)


@pytest.mark.parametrize(
    ("dockerfile", "why"),
    [
        ("FROM ollama/ollama:0.6\nEXPOSE 11434\n", ""),
        ('FROM ollama/ollama\nENTRYPOINT ["/bin/sh", "-c", "ollama serve & sleep 9; ollama pull a; wait"]\n', ""),
        ("FROM ollama/ollama\nRUN ollama serve & sleep 5 && ollama pull llama3.2\n", ""),
        ("FROM ollama/ollama\nCOPY start.sh /bin/go\nCMD /bin/go\n", ""),
        ("FROM alpine\nRUN true\n", "starts from alpine"),
        ("FROM ollama/ollama\nFROM ollama/ollama\n", "starts from ollama/ollama"),
        ("FROM ollama/ollama\nENV APP=1 OLLAMA_HOST=x\n", "sets APP"),
        ("FROM ollama/ollama\nCOPY Modelfile /\n", "takes Modelfile in"),
        ("FROM ollama/ollama\nCOPY seed.sh /\n", "runs `python`"),
        ("FROM ollama/ollama\nRUN apt-get install -y python3\n", "runs `apt-get`"),
        ("FROM ollama/ollama\nRUN curl -o m.gguf x && ollama create m -f m\n", "makes a model"),
        ("FROM ollama/ollama\nONBUILD RUN x\n", "says ONBUILD"),
    ],
)
def test_what_an_image_adds(dockerfile: str, why: str) -> None:
    tree = {
        "compose.yml": "services:\n  o:\n    build: .\n",
        "Dockerfile": dockerfile,
        "start.sh": "#!/bin/sh\nollama serve\n",
        "seed.sh": "#!/bin/sh\npython seed.py\n",
    }
    read = reader(tree)
    (stack,) = compose.stacks(tree, read)
    assert why in (said := made_of(stack.services["o"], read, RULE)[1])
    assert bool(why) == bool(said)
