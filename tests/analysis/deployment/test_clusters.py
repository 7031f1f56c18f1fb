"""Manifests before and after: what must stay as it is, and what the old server becomes in the others."""

from __future__ import annotations

from pathlib import Path

import kubernetes_validate
import pytest
import yaml

from tests.analysis.deployment.test_stacks import after, planned

FIXTURE = Path(__file__).parents[3] / "fixtures/document-stack/k8s/ollama.yaml"
WORKLOAD = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ollama
spec:
  selector:
    matchLabels:
      app: ollama
  template:
    metadata:
      labels:
        app: ollama
    spec:
      containers:
        - name: ollama
          image: ollama/ollama:latest
          args: [serve]
          ports:
            - containerPort: 11434
          env:
            - name: OLLAMA_KEEP_ALIVE
              value: "-1"
            - name: TZ
              value: Europe/Rome
          livenessProbe:
            exec:
              command: [ollama, list]
            periodSeconds: 20
          volumeMounts:
            - name: data
              mountPath: /root/.ollama
      volumes:
        - name: data
          emptyDir: {}
"""
SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: ollama
spec:
  selector:
    app: ollama
  ports:
    - port: 11434
      targetPort: 11434
"""
INGRESS = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: models
spec:
  rules:
    - host: models.example
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: ollama
                port:
                  number: 11434
"""
POLICY = """\
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: models
spec:
  podSelector: {}
  ingress:
    - ports:
        - port: 11434
"""
SMALL = "          resources: {limits: {memory: 4Gi}}\n"
OTHER = WORKLOAD.replace("ollama/ollama", "acme/other")
MODEL = "MODEL = 'qwen2.5:7b'  # ollama\n"


@pytest.mark.parametrize(
    ("tree", "reason"),
    [
        ({"k8s/a.yaml": f"{WORKLOAD}---\n{SERVICE}"}, "no model is named"),
        (
            {"k8s/a.yaml": f"{WORKLOAD}---\n{SERVICE}", "a.py": MODEL + "EMBED_MODEL = 'bge-m3'\n"},
            "it serves 2 models",
        ),
        ({"k8s/a.yaml": f"{WORKLOAD}---\n{SERVICE}---\n{POLICY}", "a.py": MODEL}, "port 11434 is still"),
        (
            {
                "k8s/a.yaml": WORKLOAD.replace(
                    "          env:", "          resources: {limits: {memory: 4Gi}}\n          env:"
                )
                + f"---\n{SERVICE}",
                "a.py": MODEL,
            },
            "its memory limit of 4Gi is too small",
        ),
        (
            {
                "k8s/a.yaml": WORKLOAD.replace(
                    "      containers:", "      initContainers:\n        - image: ollama/ollama\n      containers:"
                )
                + f"---\n{SERVICE}",
                "a.py": MODEL,
            },
            "starts before it",
        ),
    ],
)
def test_what_cannot_be_decided_stays_and_says_why(tree: dict[str, str], reason: str) -> None:
    result = planned(tree)
    assert result.files == ()
    assert reason in " ".join(problem.why for blocked in result.blocked for problem in blocked.problems)


@pytest.mark.parametrize(
    "text", [f"{WORKLOAD}---\n{POLICY}", WORKLOAD.replace("ollama/ollama", "x/y") + "---\n" + SERVICE]
)
def test_without_a_service_that_leads_to_it_nothing_is_known(text: str) -> None:
    assert planned({"k8s/a.yaml": text, "a.py": MODEL}).files == ()


def test_a_workload_its_service_and_its_ingress_change_together() -> None:
    tree = {"k8s/ollama.yaml": f"{WORKLOAD}---\n{SERVICE}", "k8s/ingress.yaml": INGRESS, "a.py": MODEL}
    result = after(tree)
    workload, service = yaml.safe_load_all(result["k8s/ollama.yaml"])
    ingress = yaml.safe_load(result["k8s/ingress.yaml"])
    for one in (workload, service, ingress):
        kubernetes_validate.validate(one, "1.31", strict=True)
    container = workload["spec"]["template"]["spec"]["containers"][0]
    assert container["args"] == ["Qwen/Qwen2.5-7B-Instruct", "--served-model-name=qwen2.5:7b", "--max-model-len=8192"]
    assert container["env"] == [{"name": "TZ", "value": "Europe/Rome"}]
    assert container["livenessProbe"] == {"httpGet": {"path": "/health", "port": 8000}, "periodSeconds": 20}
    assert container["startupProbe"]["failureThreshold"] * container["startupProbe"]["periodSeconds"] >= 900
    assert container["resources"] == {"limits": {"nvidia.com/gpu": "1"}}
    assert container["volumeMounts"][0]["mountPath"] == "/root/.cache/huggingface"
    assert workload["spec"]["selector"]["matchLabels"] == service["spec"]["selector"] == {"app": "vllm"}
    assert service["metadata"]["name"] == "vllm-server"
    backend = ingress["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
    assert backend == {"name": "vllm-server", "port": {"number": 8000}}
    assert after(result) == result, "a second run changes nothing"


def test_labels_that_another_file_selects_by_stay() -> None:
    monitor = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {select: ollama}\n"
    tree = {"k8s/ollama.yaml": f"{WORKLOAD}---\n{SERVICE}", "k8s/monitor.yaml": monitor, "a.py": MODEL}
    workload, service = yaml.safe_load_all(after(tree)["k8s/ollama.yaml"])
    assert workload["spec"]["selector"]["matchLabels"] == service["spec"]["selector"] == {"app": "ollama"}


def test_the_fixture_s_cluster_becomes_the_new_one() -> None:
    tree = {"k8s/ollama.yaml": FIXTURE.read_text(encoding="utf-8")}
    workload, service = yaml.safe_load_all(after(tree)["k8s/ollama.yaml"])
    for one in (workload, service):
        kubernetes_validate.validate(one, "1.31", strict=True)
    container = workload["spec"]["template"]["spec"]["containers"][0]
    assert container["args"][:2] == ["meta-llama/Llama-3.2-3B-Instruct", "--served-model-name=llama3.2"]
    assert "lifecycle" not in container
    assert [one["name"] for one in container["env"]] == ["HF_TOKEN"]
