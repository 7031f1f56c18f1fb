// left: has no counterpart
import ollama from 'ollama'

const done = await ollama.pull({ model: 'llama3.2' })
console.log(done.status)
