// left: the lines of the stream are not read in a plain loop
const BASE = process.env.OLLAMA_URL ?? 'http://localhost:11434'

// what is left in the buffer at the end is parsed as well
export async function chat(messages) {
  const reply = await fetch(`${BASE}/api/chat`, {
    method: 'POST',
    body: JSON.stringify({ model: 'llama3.2', messages, stream: true }),
  })
  const decoder = new TextDecoder()
  let buffer = ''
  let text = ''
  for await (const bytes of reply.body) {
    buffer += decoder.decode(bytes, { stream: true })
    const lines = buffer.split('\n')
    buffer = lines.pop()
    for (const line of lines) text += JSON.parse(line).message.content
  }
  if (buffer.trim()) text += JSON.parse(buffer).message.content
  return text
}
