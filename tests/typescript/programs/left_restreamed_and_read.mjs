// left: the reply is read as a stream of lines
const BASE = process.env.OLLAMA_URL ?? 'http://localhost:11434'

export async function POST(request) {
  const { messages } = await request.json()
  const reply = await fetch(`${BASE}/api/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'llama3.2', messages, stream: true }),
  })
  const reader = reply.body.getReader()
  const stream = new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read()
      if (done) return controller.close()
      count(value)
      controller.enqueue(value)
    },
  })
  return new Response(stream)
}

function count(chunk) {
  console.log(JSON.parse(new TextDecoder().decode(chunk)).eval_count)
}
