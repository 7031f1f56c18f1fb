export interface GenerateRequest {
  model: string
  prompt: string
}

export interface GenerateReply {
  response: string
  context: number[]
}

const BASE = process.env.OLLAMA_HOST ?? 'http://localhost:11434'

export async function generate(request: GenerateRequest): Promise<GenerateReply> {
  const reply = await fetch(`${BASE}/api/generate`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...request, stream: false }),
  })
  if (!reply.ok) throw new Error(`the server says ${reply.status}`)
  return reply.json()
}
