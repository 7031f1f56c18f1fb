import ollama from 'ollama'

const stream = await ollama.generate({ model: 'llama3.2', prompt: 'tell me all', stream: true })
stream.abort()
try {
  for await (const part of stream) process.stdout.write(part.response ?? '')
  console.log('read to the end')
} catch (error) {
  console.log(error instanceof Error && error.name === 'AbortError' ? 'stopped' : 'failed')
}

const next = await ollama.chat({ model: 'llama3.2', messages: [{ role: 'user', content: 'and more' }], stream: true })
ollama.abort()
try {
  for await (const part of next) process.stdout.write(part.message.content)
  console.log('read to the end')
} catch (error) {
  if ((error as Error).name !== 'AbortError') throw error
  console.log('stopped')
}
