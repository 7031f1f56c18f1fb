import instructor
from pydantic import BaseModel


class A(BaseModel):
    answer: str


client = instructor.from_provider("ollama/llama3.2", base_url="http://localhost:11434/v1", mode=instructor.Mode.JSON)
try:
    print(client.chat.completions.create(messages=[{"role": "user", "content": "hi"}], response_model=A, max_retries=1))
except Exception as e:
    print(type(e).__name__)
