interface GenerateRequest {
  model: string
  prompt: string
  stream: boolean
}

const BASE = process.env.OLLAMA_HOST ?? 'http://localhost:11434'

async function complete(prompt: string): Promise<string> {
  const request: GenerateRequest = { model: 'llama3.2', prompt, stream: false }
  const reply = await fetch(`${BASE}/api/generate`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
  })
  const data = await reply.json()
  return data.response
}

console.log(await complete('hello'))
