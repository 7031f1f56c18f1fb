// left: the headers of the stream are handed on
const BASE = process.env.OLLAMA_URL ?? 'http://localhost:11434'

export async function POST(request) {
  const { messages } = await request.json()
  const reply = await fetch(`${BASE}/api/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'llama3.2', messages, stream: true }),
  })
  return new Response(reply.body, { headers: reply.headers })
}
