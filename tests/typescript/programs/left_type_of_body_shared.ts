// left: `GenerateRequest` is also used for something else
interface GenerateRequest {
  model: string
  prompt: string
  stream: boolean
}

const BASE = process.env.OLLAMA_HOST ?? 'http://localhost:11434'

async function remember(request: GenerateRequest): Promise<void> {
  console.log(request.prompt)
}

export async function complete(prompt: string): Promise<string> {
  await remember({ model: 'none', prompt, stream: false })
  const request: GenerateRequest = { model: 'llama3.2', prompt, stream: false }
  const reply = await fetch(`${BASE}/api/generate`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
  })
  const data = await reply.json()
  return data.response
}
