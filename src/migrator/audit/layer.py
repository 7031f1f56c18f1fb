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
SERVER_FOLDERS = frozenset(
    {"backend", "server", "api", "functions", "workers", "lambda", "electron", "scripts", "tools", "bin", "cli"}
)
SERVER_ENDINGS = ("-service", "-server", "-backend", "-api", "-engine", "-gateway", "-worker", "-cli")
DOCUMENT_FOLDERS = frozenset({"docs", "doc"})
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
    folders = frozenset(lowered.split("/")[:-1])
    if kind == "file-name" and language == "text" and "." not in lowered.rpartition("/")[2]:
        return _of_folders(lowered, folders)
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
    if language == "html" and folders & DOCUMENT_FOLDERS:
        return "documents"
    served = folders & SERVER_FOLDERS or any(folder.endswith(SERVER_ENDINGS) for folder in folders)
    return "backend" if language in SHARED and served and not folders & CLIENT_FOLDERS else "frontend"


def _of_folders(path: str, folders: frozenset[str]) -> Layer:
    """The layer of a directory, or of a file whose name tells no language."""
    if folders & DOCUMENT_FOLDERS:
        return "documents"
    if folders & CLIENT_FOLDERS:
        return "frontend"
    return "deployment" if any(word in path for word in DEPLOY_WORDS) else "backend"
