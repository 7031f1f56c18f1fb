// left: the stream is not read in a loop here
import ollama from 'ollama'

const stream = await ollama.generate({ model: 'llama3.2', prompt: 'hi', stream: true })
setTimeout(() => stream.abort(), 5000).unref()
for await (const part of stream) process.stdout.write(part.response ?? '')
