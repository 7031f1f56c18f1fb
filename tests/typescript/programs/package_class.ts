import { Ollama, type ChatResponse } from 'ollama'

interface Settings {
  host?: string
  model: string
}

class Assistant {
  private readonly client: Ollama
  private last: ChatResponse | null = null

  constructor(private readonly settings: Settings) {
    this.client = new Ollama({ host: settings.host })
  }

  async ask(prompt: string, schema: object): Promise<string> {
    const response = await this.client.chat({
      model: this.settings.model,
      messages: [
        { role: 'system', content: 'Answer as JSON.' },
        { role: 'user', content: prompt },
      ],
      format: schema,
      stream: false,
    })
    return response.message.content
  }

  idle(): boolean {
    return this.last === null
  }
}

const assistant = new Assistant({ host: process.env.OLLAMA_HOST, model: 'llama3.2' })
console.log(await assistant.ask('Who?', { type: 'object', properties: { name: { type: 'string' } } }), assistant.idle())
