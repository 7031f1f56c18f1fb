from __future__ import annotations

import pytest

from migrator.analysis.deployment.servers import Server, readdressed, renamed, servers
from tests.analysis.deployment.trees import RULES, reader

PLAIN = """\
services:
  ollama:
    image: ollama/ollama
    container_name: acme-ollama
    ports: ["11434:11434"]
"""
CLUSTER = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: ollama}
spec:
  template:
    metadata:
      labels: {app: ollama, tier: ai}
    spec:
      containers:
        - {name: ollama, image: docker.io/ollama/ollama:0.5.7}
---
apiVersion: v1
kind: Service
metadata: {name: ollama}
spec:
  selector: {app: ollama}
  ports: [{port: 11434}]
"""


def known(files: dict[str, str]) -> tuple[Server, ...]:
    return servers(files, reader(files), RULES)


@pytest.mark.parametrize(
    "text",
    [
        "services:\n  llm:\n    image: vllm/vllm-openai:v0.33.0\n",
        "services:\n  ollama:\n    image: acme/ollama-exporter\n",
        "services:\n  web:\n    image: acme/chatollama\n",
        "jobs:\n  test:\n    services:\n      ollama:\n        image: ollama/ollama\n",
        "services: [ollama]\n",
        "services:\n  ollama: {{ .Values.x }}\n",
        "services:\n  pull:\n    image: ollama/ollama\n    entrypoint: [sh, -c, 'ollama pull llama3.2']\n",
        "services:\n  ollama:\n    image: [ollama/ollama\n",
        "",
    ],
)
def test_what_runs_no_old_server_is_none(text: str) -> None:
    assert known({"compose.yml": text}) == ()


def test_a_service_is_known_by_all_its_names_and_ports() -> None:
    (server,) = known({"docker-compose.yml": PLAIN})
    assert server.hosts == {"ollama": "vllm", "acme-ollama": "acme-vllm"}
    assert (server.port, server.published) == (("11434", "8000"), {"11434": "8000"})


def test_a_name_makes_way_for_that_of_another_service() -> None:
    (server,) = known({"compose.yaml": PLAIN + "  vllm:\n    image: x\n    container_name: acme-vllm\n"})
    assert server.hosts == {"ollama": "vllm-2", "acme-ollama": "acme-vllm-2"}


def test_a_published_port_makes_way_for_what_another_service_publishes() -> None:
    (server,) = known({"compose.yaml": PLAIN + "  api:\n    build: .\n    ports: ['8000:80', 127.0.0.1:8001:90]\n"})
    assert server.published == {"11434": "8002"}


def test_the_files_of_a_directory_are_one_stack() -> None:
    more = "services:\n  ollama:\n    hostname: brain\n    environment: [OLLAMA_HOST=0.0.0.0:9000]\n"
    (server,) = known({"a/compose.yml": PLAIN, "a/compose.override.yml": more, "b/other.yml": more})
    assert [path for path, _ in server.places] == ["a/compose.override.yml", "a/compose.yml"]
    assert "brain" in server.hosts
    assert server.port[0] == "9000"


def test_a_service_that_is_built_from_the_old_image_is_one() -> None:
    text = "services:\n  llm:\n    build: {context: ., dockerfile: docker/llm.Dockerfile}\n"
    files = {"compose.yml": text, "docker/llm.Dockerfile": "FROM ollama/ollama:0.5\nENV A=1\n"}
    assert [server.hosts for server in known(files)] == [{"llm": "llm"}]
    assert not known({**files, "docker/llm.Dockerfile": "FROM python:3.12\n"})


def test_a_script_that_is_mounted_says_what_the_container_does() -> None:
    text = "services:\n  o:\n    image: ollama/ollama\n    volumes: ['./run.sh:/run.sh:ro']\n    entrypoint: /run.sh\n"
    assert len(known({"compose.yml": text, "run.sh": "ollama serve &\nollama pull x\nwait\n"})) == 1
    assert not known({"compose.yml": text, "run.sh": "ollama pull x\n"})


def test_a_cluster_s_service_leads_to_its_workload() -> None:
    (server,) = known({"k8s/llm.yaml": CLUSTER})
    assert (server.system, server.hosts, server.port) == ("cluster", {"ollama": "vllm-server"}, ("11434", "8000"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://ollama:11434", "http://vllm:8000"),
        ("http://ollama:11434/api", "http://vllm:8000/api"),
        ("http://user@acme-ollama:11434/", "http://user@acme-vllm:8000/"),
        ("http://ollama", "http://vllm"),
        ("http://localhost:11434", "http://localhost:8001"),
        ("a=http://127.0.0.1:11434,b", "a=http://127.0.0.1:8001,b"),
        ("ollama:11434", "vllm:8000"),
        ("http://10.0.0.5:11434", "http://10.0.0.5:8000"),
        ("http://[::1]:11434", "http://[::1]:8001"),
        ("http://ollama:9999", None),
        ("http://localhost:8000", None),
        ("postgresql://ollama:secret@db/ollama", None),
        ("the ollama server", None),
        ("http://chatollama:3000", None),
        ("ollama/ollama:latest", None),
    ],
)
def test_an_address_follows_its_server(text: str, expected: str | None) -> None:
    known_servers = known({"compose.yml": PLAIN + "  api:\n    build: .\n    ports: ['8000:8000']\n"})
    result = readdressed(text, "app/.env", known_servers, RULES.evidence)
    assert (result and result[0]) == expected
    if result and "10.0.0.5" not in text:
        assert result[1] == ("compose::ollama",)


def test_of_two_servers_the_nearer_one_is_meant() -> None:
    both = known({"compose.yml": PLAIN, "k8s/llm.yaml": CLUSTER})
    assert readdressed("http://ollama:11434", "app/.env", both, RULES.evidence) == (
        "http://vllm:8000",
        ("compose::ollama",),
    )
    address = "http://ollama.models.svc.cluster.local:11434"
    assert readdressed(address, "k8s/app.yaml", both, RULES.evidence) == (
        "http://vllm-server.models.svc.cluster.local:8000",
        ("cluster:k8s:ollama",),
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [("ollama", "vllm"), ("ollama-vision", "vllm-vision"), ("OLLAMA_NET", "VLLM_NET"), ("llm", "llm")],
)
def test_a_name_keeps_what_is_not_the_vendor_s(name: str, expected: str) -> None:
    assert RULES.deployment is not None
    assert renamed(name, RULES.deployment) == expected
