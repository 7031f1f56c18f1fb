const BASE = process.env.OLLAMA_HOST ?? 'http://localhost:11434'

async function* parts(content, told) {
  const reply = await fetch(`${BASE}/api/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'llama3.2', messages: [{ role: 'user', content }], stream: true }),
  })
  const reader = reply.body.getReader()
  const decoder = new TextDecoder()
  let buffer = ''
  while (true) {
    const { done, value } = await reader.read()
    if (done) break
    buffer += decoder.decode(value, { stream: true })
    const lines = buffer.split('\n')
    buffer = lines.pop()
    for (const line of lines) {
      if (line.trim() === '') continue
      const part = JSON.parse(line)
      if (part.done) {
        told.push('the end')
        break
      }
      // what there is to say
      if (part.message && part.message.content) {
        yield part.message.content
      }
    }
  }
}

async function otherwise(prompt) {
  const reply = await fetch(`${BASE}/api/generate`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'llama3.2', prompt }),
  })
  const decoder = new TextDecoder()
  let buffer = ''
  let text = ''
  for await (const chunk of reply.body) {
    buffer += decoder.decode(chunk, { stream: true })
    const lines = buffer.split('\n')
    buffer = lines.pop()
    for (const line of lines) {
      if (!line) continue
      const part = JSON.parse(line)
      if (part.response) {
        text += part.response
      } else if (part.done) {
        text += '.'
      }
    }
  }
  return text
}

const told = []
let text = ''
for await (const piece of parts('hello', told)) text += piece
console.log(text, told)
console.log(await otherwise('once more'))
