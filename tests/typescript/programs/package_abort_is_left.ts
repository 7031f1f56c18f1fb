// left: has no counterpart
import ollama from 'ollama'

setTimeout(() => ollama.abort(), 5000).unref()
const reply = await ollama.chat({ model: 'llama3.2', messages: [{ role: 'user', content: 'hi' }] })
console.log(reply.message.content)
