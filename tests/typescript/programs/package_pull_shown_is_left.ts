// left: has no counterpart
import ollama from 'ollama'

for await (const part of await ollama.pull({ model: 'llama3.2', stream: true })) console.log(part.status)
