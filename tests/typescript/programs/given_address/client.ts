interface Reply {
  response: string
}

export class Assigned {
  private base: string

  constructor(base: string) {
    this.base = base
  }

  async askOllama(prompt: string): Promise<string> {
    const response = await fetch(`${this.base}/api/generate`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ model: 'llama3.2', prompt, stream: false }),
    })
    const data = (await response.json()) as Reply
    return data.response
  }
}

export class Declared {
  constructor(private readonly base: string) {}

  async ask(prompt: string): Promise<string> {
    const response = await fetch(`${this.base}/api/generate`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ model: 'llama3.2', prompt, stream: false }),
    })
    const data = (await response.json()) as Reply
    return data.response
  }
}
