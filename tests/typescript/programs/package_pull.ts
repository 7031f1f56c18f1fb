import ollama, { Ollama } from 'ollama'

await ollama.pull({ model: 'llama3.2' })
const other = new Ollama({ host: 'http://localhost:11434' })
const model = 'llama3.2'
await other.pull({ model: model, stream: false })
const reply = await ollama.generate({ model, prompt: 'one' })
console.log(reply.response)
