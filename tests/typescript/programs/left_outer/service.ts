export interface ChatRequest {
  model: string
  messages: { role: string; content: string; tool_calls?: { function: { name: string } }[] }[]
  raw?: boolean
  tools?: object[]
}

const BASE = process.env.OLLAMA_HOST ?? 'http://localhost:11434'

export async function chat(request: ChatRequest): Promise<{ message: { content: string } }> {
  const reply = await fetch(`${BASE}/api/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...request, stream: false }),
  })
  if (!reply.ok) throw new Error(`the server says ${reply.status}`)
  return reply.json()
}
