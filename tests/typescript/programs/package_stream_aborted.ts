import ollama from 'ollama'

const stream = await ollama.generate({ model: 'llama3.2', prompt: 'tell me all', stream: true })
setTimeout(() => stream.abort(), 20_000).unref()
let text = ''
for await (const part of stream) text += part.response
console.log(text)
