// left: used as a value
import ollama from 'ollama'

function register(clients: Record<string, unknown>) {
  console.log(Object.keys(clients))
}

register({ local: ollama })
const reply = await ollama.chat({ model: 'llama3.2', messages: [{ role: 'user', content: 'hi' }] })
console.log(reply.message.content)
