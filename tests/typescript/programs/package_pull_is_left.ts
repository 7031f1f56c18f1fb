// left: has no counterpart
import ollama from 'ollama'

await ollama.pull({ model: 'llama3.2' })
