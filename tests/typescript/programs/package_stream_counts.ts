import ollama from 'ollama'

const stream = await ollama.generate({ model: 'llama3.2', prompt: 'hi', stream: true })
for await (const part of stream) {
  process.stdout.write(part.response ?? '')
  if (part.done) {
    console.log(part.eval_count, part.done_reason)
  }
}
