// left: the body is described by a type
interface GenerateRequest {
  model: string
  prompt: string
  stream: boolean
}

const BASE = process.env.OLLAMA_URL ?? 'http://localhost:11434'

export async function complete(prompt: string): Promise<string> {
  const request: GenerateRequest = { model: 'llama3.2', prompt, stream: false }
  const reply = await fetch(`${BASE}/api/generate`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
  })
  const data = await reply.json()
  return data.response
}
