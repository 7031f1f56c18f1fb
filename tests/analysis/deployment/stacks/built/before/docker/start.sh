#!/bin/bash
set -euo pipefail

ollama serve &
pid=$!

tries=0
until curl -sf http://localhost:11434/api/tags >/dev/null 2>&1; do
  tries=$((tries + 1))
  [ "$tries" -gt 60 ] && exit 1
  sleep 2  # seconds
done

MODELS=(
  qwen2.5:7b
)
for model in "${MODELS[@]}"; do
  ollama list | grep -q "$model" || ollama pull "$model"
done
wait "$pid"
