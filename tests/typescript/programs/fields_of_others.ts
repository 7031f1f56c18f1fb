const BASE = 'http://localhost:11434'
const headers = { 'Content-Type': 'application/json' }

interface Vectors {
  embeddings?: number[][]
  embedding?: number[]
}

async function post(path: string, body: object): Promise<Response> {
  const response = await fetch(`${BASE}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`status ${response.status}`)
  return response
}

const asked = await fetch(`${BASE}/api/embed`, {
  method: 'POST',
  headers,
  body: JSON.stringify({ model: 'nomic-embed-text', input: 'one' }),
})
if (!asked.ok) throw new Error(`status ${asked.status}`)
const vectors = (await asked.json()) as Vectors
const vector = Array.isArray(vectors.embeddings) ? vectors.embeddings[0] : vectors.embedding
console.log((vector ?? []).length > 0)

const older = await post('/api/embeddings', { model: 'nomic-embed-text', prompt: 'two' })
const found = await older.json()
console.log((found.embedding || found.embeddings?.[0]).length > 0)

const chat = await post('/api/chat', {
  model: 'llama3.2',
  messages: [{ role: 'user', content: 'three' }],
  stream: false,
})
const reply = await chat.json()
console.log(reply.message?.content || reply.response || 'nothing')

const generated = await post('/api/generate', { model: 'llama3.2', prompt: 'four', stream: false })
const text = await generated.json()
console.log(text.response ?? text.message?.content)
if (!found.embedding) throw new Error('no vector')
if (vectors.embeddings) console.log('there')
