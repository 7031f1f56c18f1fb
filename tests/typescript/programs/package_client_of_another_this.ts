import { Ollama } from 'ollama'

class Model {
  client: Ollama

  constructor() {
    this.client = new Ollama({ host: 'http://localhost:11434' })
  }

  async ask(prompt: string): Promise<void> {
    console.log((await this.client.generate({ model: 'llama3.2', prompt })).response)
  }
}

const telemetry = {
  events: ['one'],
  client() {
    return { send: (text: string) => console.log('sent', text) }
  },
  flush() {
    const client = this.client()
    for (const event of this.events) client.send(event)
  },
}

telemetry.flush()
await new Model().ask('one')
