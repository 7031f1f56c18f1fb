import { Ollama } from 'ollama'

const first = new Ollama()
const second = new Ollama({ host: 'http://localhost:11434' })
setTimeout(() => first.abort(), 20_000).unref()

async function told(client: Ollama, prompt: string): Promise<string> {
  let text = ''
  for await (const part of await client.generate({ model: 'llama3.2', prompt, stream: true })) text += part.response
  return text
}

try {
  console.log(await told(first, 'a story'))
  console.log(await told(second, 'another one'))
} catch (error) {
  if (error instanceof Error && error.name === 'AbortError') console.log('stopped')
  else throw error
}
