# left: called from outside
import requests
from fastapi import APIRouter

router = APIRouter()


@router.post("/ask")
def ask(prompt: str, options: dict):
    r = requests.post(
        "http://localhost:11434/api/generate",
        json={"model": "llama3.2", "prompt": prompt, "stream": False, "options": options},
    )
    return {"answer": r.json()["response"]}
