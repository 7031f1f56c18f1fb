"""Which part of a project a finding belongs to."""

from __future__ import annotations

from migrator.model import Kind, Layer

DEPLOYED = frozenset(
    {"dockerfile", "modelfile", "shell", "powershell", "bat", "makefile", "nginx", "systemd", "hcl", "nix"}
)
DOCUMENTS = frozenset({"markdown", "rst", "text"})
SETTINGS = frozenset({"dotenv", "yaml", "json", "jsonc", "toml", "ini", "requirements", "locked", "ignore", "data"})
FRONTEND = frozenset({"vue", "css", "html", "typescript", "javascript"})
DESCRIBED = frozenset({"yaml", "json", "jsonc", "toml"})
SHARED = frozenset({"typescript", "javascript"})
SERVER_FOLDERS = frozenset({"backend", "server", "api", "functions", "workers", "lambda", "electron", "scripts"})
CLIENT_FOLDERS = frozenset({"frontend", "client", "web", "webui", "ui", "components", "pages", "views", "public"})
DEPLOY_KINDS = frozenset({"service", "image", "port", "volume", "healthcheck", "command"})
DEPLOY_WORDS = (
    "compose",
    "docker",
    "k8s",
    "kube",
    "helm",
    "chart",
    "deploy",
    "manifests",
    "infra",
    "ansible",
    "terraform",
    ".github/workflows",
    ".gitlab-ci",
    ".circleci",
    "azure-pipelines",
    ".devcontainer",
)


def layer_of(path: str, language: str, kind: Kind) -> Layer:
    """The layer of a finding of ``kind`` in the file ``path``, from its language, its folders and its name."""
    lowered = path.lower()
    if language in DOCUMENTS or kind == "doc":
        return "documents"
    if language in DEPLOYED:
        return "deployment"
    if language in SETTINGS:
        described = language in DESCRIBED and any(word in lowered for word in DEPLOY_WORDS)
        deployed = described or (language == "yaml" and kind in DEPLOY_KINDS)
        return "deployment" if deployed else "configuration"
    if language not in FRONTEND:
        return "backend"
    folders = frozenset(lowered.split("/")[:-1])
    if language == "html" and folders & {"docs", "doc"}:
        return "documents"
    served = language in SHARED and folders & SERVER_FOLDERS and not folders & CLIENT_FOLDERS
    return "backend" if served else "frontend"
