import axios, { type AxiosInstance } from 'axios'
import { createInterface } from 'node:readline'

class Client {
  private client: AxiosInstance

  constructor() {
    this.client = axios.create({ baseURL: process.env.OLLAMA_HOST || 'http://localhost:11434', timeout: 300000 })
  }

  async stream(prompt: string, onText: (text: string) => void): Promise<void> {
    const response = await this.client.post(
      '/api/generate',
      {
        model: 'llama3.2',
        prompt,
        stream: true,
      },
      { responseType: 'stream' },
    )
    let buffer = ''
    return new Promise((resolve, reject) => {
      response.data.on('data', (chunk: Buffer) => {
        buffer += chunk.toString()
        const lines = buffer.split('\n')
        buffer = lines.pop() || ''
        for (const line of lines) {
          if (line.trim()) {
            const data = JSON.parse(line)
            if (data.response) onText(data.response)
            if (data.done) {
              resolve()
              return
            }
          }
        }
      })
      response.data.on('error', reject)
    })
  }

  async lines(content: string): Promise<string> {
    const { data } = await this.client.post(
      '/api/chat',
      { model: 'llama3.2', messages: [{ role: 'user', content }] },
      { responseType: 'stream' },
    )
    let text = ''
    for await (const line of createInterface({ input: data })) {
      if (!line) continue
      const part = JSON.parse(line)
      text += part.message?.content ?? ''
    }
    return text
  }
}

const client = new Client()
let text = ''
await client.stream('one', (piece) => (text += piece))
console.log(text)
console.log(await client.lines('two'))
