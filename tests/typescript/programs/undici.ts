import { Client, request } from 'undici'

const BASE = 'http://localhost:11434'
const headers = { 'content-type': 'application/json' }

const { statusCode, body } = await request(`${BASE}/api/generate`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ model: 'llama3.2', prompt: 'one', stream: false }),
})
if (statusCode !== 200) throw new Error(`status ${statusCode}`)
const reply = (await body.json()) as { response: string }
console.log(reply.response)

const found = await request(`${BASE}/api/chat`, {
  method: 'POST',
  headers,
  body: JSON.stringify({ model: 'llama3.2', messages: [{ role: 'user', content: 'two' }], stream: false }),
})
if (found.statusCode >= 400) throw new Error(await found.body.text())
const data = (await found.body.json()) as { message: { content: string }; eval_count: number }
console.log(data.message.content, data.eval_count)

const streamed = await request(`${BASE}/api/generate`, {
  method: 'POST',
  headers,
  body: JSON.stringify({ model: 'llama3.2', prompt: 'three' }),
})
let buffer = ''
let text = ''
for await (const chunk of streamed.body) {
  buffer += chunk.toString()
  const lines = buffer.split('\n')
  buffer = lines.pop() ?? ''
  for (const line of lines) {
    if (!line.trim()) continue
    const part = JSON.parse(line)
    text += part.response
    if (part.done) console.log('done')
  }
}
console.log(text)

const client = new Client('http://localhost:11434')
const asked = await client.request({
  path: '/api/generate',
  method: 'POST',
  headers,
  body: JSON.stringify({ model: 'llama3.2', prompt: 'four', stream: false }),
})
console.log(((await asked.body.json()) as { response: string }).response)
await client.close()
