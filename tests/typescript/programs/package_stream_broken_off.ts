import ollama from 'ollama'

const prompt = 'Say this again: ' + 'and again '.repeat(50)
const stream = await ollama.generate({ model: 'llama3.2', prompt, stream: true })
try {
  for await (const part of stream) {
    if (part.response) stream.abort()
  }
  console.log('read to the end')
} catch (error) {
  console.log(error instanceof Error && error.name === 'AbortError' ? 'stopped' : 'failed')
}

const next = await ollama.generate({ model: 'llama3.2', prompt, stream: true })
try {
  for await (const part of next) {
    if (part.response) ollama.abort()
  }
  console.log('read to the end')
} catch (error) {
  if ((error as Error).name !== 'AbortError') throw error
  console.log('stopped')
}
