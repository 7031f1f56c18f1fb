const BASE = process.env.OLLAMA_URL ?? 'http://localhost:11434'

async function ask(content: string): Promise<string> {
  const reply = await fetch(`${BASE}/api/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'llama3.2', messages: [{ role: 'user', content }], stream: false }),
  })
  const data = await reply.json().catch(() => null)
  return data?.message?.content?.trim() || 'nothing'
}

async function fails(): Promise<string> {
  const reply = await fetch(`${BASE}/api/generate`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'nobody-has-this', prompt: 'one', stream: false }),
  })
  if (!reply.ok) {
    const wrong = await reply.json().catch(() => ({}))
    return wrong.error ? 'an error' : 'no error'
  }
  const data: any = await reply.json()
  return data.response
}

async function embedded(input: string): Promise<number> {
  const reply = await fetch(`${BASE}/api/embed`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'nomic-embed-text', input }),
  })
  if (!reply.ok) throw new Error(`${reply.status}`)
  const data = await reply.json()
  const vector: number[] | undefined = data.embeddings?.[0]
  return vector?.length ?? 0
}

async function unchecked(): Promise<string> {
  const reply = await fetch(`${BASE}/api/generate`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'nobody-has-this', prompt: 'one', stream: false }),
  })
  const data = await reply.json()
  return data.response || 'unchecked'
}

console.log(await ask('one'), await fails(), await embedded('two'), await unchecked())
