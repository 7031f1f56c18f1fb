import axios, { type AxiosInstance } from 'axios'

export interface Options {
  temperature?: number
  num_predict?: number
  stop?: string[]
}

export interface GenerateRequest {
  model: string
  prompt: string
  system?: string
  stream?: boolean
  keep_alive?: string
  format?: 'json' | Record<string, unknown>
  options?: Options
}

export interface GenerateResponse {
  model: string
  created_at: string
  response: string
  done: boolean
  context?: number[]
  total_duration?: number
  eval_count?: number
}

export interface Message {
  role: 'system' | 'user' | 'assistant'
  content: string
}

export interface ChatRequest {
  model: string
  messages: Message[]
  think?: boolean
  options?: Record<string, unknown>
}

export interface ChatResponse {
  model: string
  created_at: string
  message: { role: string; content: string }
  done: boolean
}

/** For everybody who asks the model. */
export class Service {
  private client: AxiosInstance

  constructor(private readonly baseUrl = process.env.OLLAMA_HOST || 'http://localhost:11434') {
    this.client = axios.create({ baseURL: this.baseUrl, headers: { 'Content-Type': 'application/json' } })
  }

  async generate(request: GenerateRequest): Promise<GenerateResponse> {
    const response = await this.client.post('/api/generate', {
      ...request,
      stream: false,
    })
    return response.data
  }

  async stream(request: GenerateRequest, onChunk: (chunk: GenerateResponse) => void, onEnd: () => void): Promise<void> {
    const response = await this.client.post('/api/generate', { ...request, stream: true }, { responseType: 'stream' })
    let buffer = ''
    return new Promise((resolve, reject) => {
      response.data.on('data', (chunk: Buffer) => {
        buffer += chunk.toString()
        const lines = buffer.split('\n')
        buffer = lines.pop() || ''
        for (const line of lines) {
          if (line.trim()) {
            const data = JSON.parse(line)
            onChunk(data)
            if (data.done) {
              onEnd()
              resolve()
              return
            }
          }
        }
      })
      response.data.on('error', reject)
    })
  }

  async chat(request: ChatRequest): Promise<ChatResponse> {
    const response = await fetch(`${this.baseUrl}/api/chat`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...request, stream: false }),
    })
    if (!response.ok) throw new Error(`the server says ${response.status}`)
    return response.json()
  }

  async embed(payload: { model: string; input: string | string[] }): Promise<{ embeddings: number[][] }> {
    const response = await this.client.post('/api/embed', payload)
    return response.data
  }
}
