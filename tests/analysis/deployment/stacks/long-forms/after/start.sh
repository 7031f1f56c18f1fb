#!/bin/sh
ollama serve &
sleep 5
ollama pull mxbai-embed-large
wait
