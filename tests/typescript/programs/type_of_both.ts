/** What the server says, whole or in parts. */
interface Said {
  model: string
  message?: { role: string; content: string }
  done: boolean
  error?: string
}

const BASE = process.env.OLLAMA_HOST ?? 'http://localhost:11434'

class Service {
  async chat(content: string): Promise<string> {
    const reply = await this.post('/api/chat', {
      model: 'llama3.2',
      messages: [{ role: 'user', content }],
      stream: false,
      options: { temperature: 0 },
    })
    const data = (await reply.json()) as Said
    return data.model + (data.done ? '' : '?')
  }

  async *stream(content: string): AsyncGenerator<string> {
    const reply = await this.post('/api/chat', { model: 'llama3.2', messages: [{ role: 'user', content }], stream: true })
    const reader = reply.body!.getReader()
    const decoder = new TextDecoder()
    let buffer = ''
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      buffer += decoder.decode(value, { stream: true })
      const lines = buffer.split('\n')
      buffer = lines.pop() ?? ''
      for (const line of lines) {
        if (!line.trim()) continue
        const part: Said = JSON.parse(line)
        if (part.error) throw new Error(part.error)
        if (part.message?.content) yield part.message.content
        if (part.done) return
      }
    }
  }

  private async post(path: string, body: unknown): Promise<Response> {
    const reply = await fetch(BASE + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!reply.ok) throw new Error(`${reply.status} on ${path}`)
    return reply
  }
}

const service = new Service()
console.log(await service.chat('one'))
let text = ''
for await (const piece of service.stream('two')) text += piece
console.log(text)
