const BASE = process.env.OLLAMA_URL ?? 'http://localhost:11434'
const headers = { 'Content-Type': 'application/json' }

interface Line {
  message?: { role: string; content: string }
  response?: string
  done: boolean
  done_reason?: string
  eval_count?: number
}

async function route(request: Request): Promise<Response> {
  const { messages } = await request.json()
  const reply = await fetch(`${BASE}/api/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'llama3.2', messages, stream: true }),
  })
  if (!reply.ok) return Response.json({ error: 'failed' }, { status: 500 })
  if (!reply.body) return Response.json({ error: 'empty' }, { status: 500 })
  const contentType = reply.headers.get('Content-Type') ?? 'application/x-ndjson'
  return new Response(reply.body, { status: reply.status, headers: { 'Content-Type': contentType } })
}

async function piped(prompt: string): Promise<Response> {
  const reply = await fetch(`${BASE}/api/generate`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ model: 'llama3.2', prompt }),
  })
  const reader = reply.body!.getReader()
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      while (true) {
        const { done, value } = await reader.read()
        if (done) break
        controller.enqueue(value)
      }
      controller.close()
    },
  })
  return new Response(stream, { headers: { 'Content-Type': 'application/x-ndjson' } })
}

async function given(prompt: string): Promise<Response> {
  const reply = await fetch(`${BASE}/api/generate`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ model: 'llama3.2', prompt, stream: true }),
  })
  let body = reply.body
  body = body ?? null
  return new Response(body)
}

async function written(prompt: string, answer: { write(chunk: Uint8Array): unknown }): Promise<void> {
  const reply = await fetch(`${BASE}/api/generate`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ model: 'llama3.2', prompt, stream: true }),
  })
  if (!reply.body) throw new Error('no body')
  for await (const chunk of reply.body) answer.write(chunk)
}

/** What the page at the other end does with the lines. */
function show(lines: string): void {
  let text = ''
  for (const line of lines.trim().split('\n')) {
    const part = JSON.parse(line) as Line
    text += part.message?.content ?? part.response
    if (part.done) console.log(text, part.done_reason, part.eval_count)
  }
}

const asked = new Request('http://page/api', {
  method: 'POST',
  body: JSON.stringify({ messages: [{ role: 'user', content: 'one' }] }),
})
const answer = await route(asked)
show(await (await given('four')).text())
console.log(answer.headers.get('content-type'))
show(await answer.text())
show(await (await piped('two')).text())
const decoder = new TextDecoder()
let gathered = ''
await written('three', { write: (chunk) => (gathered += decoder.decode(chunk, { stream: true })) })
show(gathered)
