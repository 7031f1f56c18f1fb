#!/bin/sh
# qwen is all we need
OLLAMA_HOST=http://ollama:11434 ollama pull qwen2.5:7b
