"""A plan as a Compose file, or as manifests for a cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.yaml_edits import flow, scalar

if TYPE_CHECKING:
    from migrator.analysis.deployment.planned import Plan
    from migrator.analysis.deployment.serving import Served
    from migrator.rules.deployment import Deployment

SHARED_MEMORY = "8Gi"
CACHE = "100Gi"


def compose_file(plan: Plan, rules: Deployment) -> str:
    """A Compose file with a service for each server."""
    new = rules.new
    lines = ["services:"]
    for one, port in plan.servers:
        lines += [f"  {one.name}:", f"    image: {new.image}", "    command:"]
        lines += [f"      - {scalar(word)}" for word in one.command]
        lines += ["    ipc: host", "    restart: unless-stopped"]
        if given := one.variables(new.token):
            lines += ["    environment:", *(f"      {name}: {scalar(value)}" for name, value in given)]
        lines += ["    ports:", f'      - "127.0.0.1:{port}:{new.port}"', "    volumes:"]
        lines += [f"      - {name}:{path}" for name, path in new.caches.items()]
        if one.after:
            lines += ["    depends_on:", f"      {one.after}:", "        condition: service_healthy"]
        test = flow([*new.check, f"http://localhost:{new.port}{new.health}"])
        lines += ["    healthcheck:", f"      test: {test}", "      interval: 10s", "      timeout: 5s"]
        lines += ["      retries: 6", f"      start_period: {new.wait}"]
        lines += ["    deploy:", "      resources:", "        reservations:", "          devices:"]
        which = f'device_ids: ["{one.card}"]' if one.card else "count: all"
        lines += [f"            - driver: {new.gpu}", f"              {which}", "              capabilities: [gpu]"]
        lines.append("")
    return "\n".join([*lines, "volumes:", *(f"  {name}:" for name in new.caches)]) + "\n"


def manifests(plan: Plan, rules: Deployment) -> str:
    """Manifests with a deployment, a service and a claim for its weights for each server."""
    return "---\n".join("\n".join(_manifest(one, rules)) + "\n" for one, _ in plan.servers)


def _manifest(one: Served, rules: Deployment) -> list[str]:
    new = rules.new
    name = new.cluster.get(one.name, one.name)
    mounts = [(cache, path) for cache, path in new.caches.items()]
    head = ["apiVersion: v1", "kind: PersistentVolumeClaim", "metadata:", f"  name: {name}-cache", "spec:"]
    head += ["  accessModes: [ReadWriteOnce]", "  resources:", "    requests:", f"      storage: {CACHE}", "---"]
    lines = [*head, "apiVersion: apps/v1", "kind: Deployment", "metadata:", f"  name: {name}", "  labels:"]
    lines += [f"    app: {name}", "spec:", "  replicas: 1", "  strategy:", "    type: Recreate", "  selector:"]
    lines += ["    matchLabels:", f"      app: {name}", "  template:", "    metadata:", "      labels:"]
    lines += [f"        app: {name}", "    spec:", "      enableServiceLinks: false", "      containers:"]
    lines += [f"        - name: {name}", f"          image: {new.image}", "          args:"]
    lines += [f"            - {scalar(word)}" for word in one.command]
    lines += ["          env:"] if one.variables(new.token) else []
    for name, value in one.stops:
        lines += [f"            - name: {name}", f'              value: "{value}"']
    if one.model.gated != "no":
        lines += [f"            - name: {new.token}", "              valueFrom:"]
        lines += [
            "                secretKeyRef:",
            "                  name: hf-token",
            f"                  key: {new.token}",
        ]
    lines += ["          ports:", "            - name: http", f"              containerPort: {new.port}"]
    lines += ["          resources:", "            limits:", f'              {new.gpu}.com/gpu: "1"']
    for probe, period, failures in (("startupProbe", 10, 180), ("readinessProbe", 10, 3), ("livenessProbe", 20, 6)):
        lines += [f"          {probe}:", "            httpGet:", f"              path: {new.health}"]
        lines += ["              port: http", f"            periodSeconds: {period}"]
        lines.append(f"            failureThreshold: {failures}")
    lines.append("          volumeMounts:")
    for cache, path in mounts:
        lines += ["            - name: cache", f"              mountPath: {path}", f"              subPath: {cache}"]
    lines += ["            - name: shared-memory", "              mountPath: /dev/shm", "      volumes:"]
    lines += ["        - name: cache", "          persistentVolumeClaim:", f"            claimName: {name}-cache"]
    lines += ["        - name: shared-memory", "          emptyDir:", "            medium: Memory"]
    lines += [f"            sizeLimit: {SHARED_MEMORY}", "---", "apiVersion: v1", "kind: Service", "metadata:"]
    lines += [f"  name: {name}", "spec:", "  selector:", f"    app: {name}", "  ports:", "    - name: http"]
    return [*lines, f"      port: {new.port}", "      targetPort: http"]
