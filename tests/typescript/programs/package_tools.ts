import ollama from 'ollama'
import type { Tool } from 'ollama'

const tools: Tool[] = [{
  type: 'function',
  function: { name: 'weather', description: 'Weather of a town', parameters: { type: 'object', properties: { town: { type: 'string' } } } },
}]

const answer = await ollama.chat({ model: 'llama3.2', messages: [{ role: 'user', content: 'Hello' }], tools })
console.log(answer.message.content)
