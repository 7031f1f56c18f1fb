const BASE = process.env.OLLAMA_URL ?? 'http://localhost:11434'

interface Part {
  model: string
  message?: { role: string; content: string }
  done: boolean
  eval_count?: number
}

type OnText = (text: string) => void

class Chat {
  private readonly baseUrl: string
  private aborted = new AbortController()

  constructor(baseUrl: string = BASE) {
    this.baseUrl = baseUrl
  }

  async stream(content: string, onText: OnText): Promise<string> {
    const reply = await fetch(`${this.baseUrl}/api/chat`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        model: 'llama3.2',
        messages: [{ role: 'user', content }],
        stream: true,
      }),
      signal: this.aborted.signal,
    })
    if (!reply.ok) throw new Error(`the server says ${reply.status}`)
    const reader = reply.body!.getReader()
    const decoder = new TextDecoder()
    let buffer = ''
    let text = ''
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      buffer += decoder.decode(value, { stream: true })
      const lines = buffer.split('\n')
      buffer = lines.pop() || ''
      lines.forEach((line) => {
        if (!line) return
        const part = JSON.parse(line) as Part
        const piece = part.message?.content
        if (piece) {
          text += piece
          onText(piece)
        }
      })
    }
    return text
  }
}

const pieces: string[] = []
const text = await new Chat().stream('hello', (piece) => pieces.push(piece))
console.log(text)
console.log(pieces.join('') === text)
