import axios from 'axios'

const BASE = process.env.OLLAMA_HOST ?? 'http://localhost:11434'

interface Options {
  temperature?: number
  num_predict?: number
}

/** What a completion is asked with. */
interface GenerateRequest {
  model: string;
  prompt: string;
  system?: string;
  stream: boolean;
  keep_alive?: string;
  options?: Options;
  format?: 'json' | Record<string, unknown>;
}

interface GenerateReply {
  response: string;
}

type ChatRequest = {
  model: string
  messages: { role: string; content: string }[]
  stream?: boolean
  options?: { temperature?: number; repeat_penalty?: number }
}

class Service {
  constructor(private readonly model: string = 'llama3.2') {}

  async complete(prompt: string, system?: string, format?: 'json' | Record<string, unknown>): Promise<string> {
    const request: GenerateRequest = {
      model: this.model,
      prompt,
      system,
      stream: false,
      keep_alive: '5m',
      options: { temperature: 0.2, num_predict: 40 },
      ...(format && { format }),
    }
    const reply = await axios.post<GenerateReply>(`${BASE}/api/generate`, request)
    return reply.data.response
  }

  async chat(content: string): Promise<string> {
    const body: ChatRequest = {
      model: this.model,
      messages: [{ role: 'user', content }],
      stream: false,
      options: { temperature: 0, repeat_penalty: 1.1 },
    }
    const reply = await fetch(`${BASE}/api/chat`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!reply.ok) throw new Error(`the server says ${reply.status}`)
    const data = (await reply.json()) as { message: { content: string } }
    return data.message.content
  }
}

const service = new Service()
console.log(await service.complete('one'), await service.complete('two', 'Be brief.', 'json'))
console.log(await service.complete('three', undefined, { type: 'object', properties: { a: { type: 'string' } } }))
console.log(await service.chat('four'))
