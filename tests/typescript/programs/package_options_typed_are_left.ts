// left: Options has no counterpart
import ollama, { type Options } from 'ollama'

const options: Partial<Options> = { num_predict: 20 }
const reply = await ollama.generate({ model: 'llama3.2', prompt: 'hi', options })
console.log(reply.response)
