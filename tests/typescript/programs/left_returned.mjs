// left: the reply is returned whole
const BASE = process.env.OLLAMA_URL ?? 'http://localhost:11434'

export async function complete(prompt) {
  const reply = await fetch(`${BASE}/api/generate`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'llama3.2', prompt, stream: false }),
  })
  return reply.json()
}
