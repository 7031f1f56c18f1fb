import { Ollama } from 'ollama'

const ollama = new Ollama({ host: 'http://127.0.0.1:11434' })

async function* tokens(prompt: string): AsyncGenerator<string> {
  const stream = await ollama.chat({
    model: 'llama3.2',
    messages: [{ role: 'user', content: prompt }],
    stream: true,
  })
  for await (const part of stream) {
    yield part.message.content
  }
}

let answer = ''
for await (const token of tokens('hi')) answer += token
console.log(answer)
