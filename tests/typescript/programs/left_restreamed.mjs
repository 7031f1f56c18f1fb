// left: the reply is read as a stream of lines
const BASE = process.env.OLLAMA_URL ?? 'http://localhost:11434'

// the browser at the other end reads the old server's lines
export async function POST(request) {
  const { messages } = await request.json()
  const reply = await fetch(`${BASE}/api/chat`, {
    method: 'POST',
    body: JSON.stringify({ model: 'llama3.2', messages, stream: true }),
  })
  return new Response(reply.body, { headers: { 'Content-Type': 'application/x-ndjson' } })
}
