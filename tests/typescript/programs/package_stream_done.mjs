import ollama from 'ollama'

const stream = await ollama.generate({ model: 'llama3.2', prompt: 'hi', stream: true, options: { num_predict: 50 } })
for await (const part of stream) {
  process.stdout.write(part.response)
  if (part.done) {
    console.log()
    console.log('done')
  }
}
