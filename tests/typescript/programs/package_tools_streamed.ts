import ollama, { Ollama } from 'ollama'

const tool = {
  type: 'function',
  function: {
    name: 'now',
    description: 'The time in a town',
    parameters: { type: 'object', required: ['town'], properties: { town: { type: 'string', description: 'Its name' } } },
  },
}

async function run(client: Ollama) {
  const messages = [{ role: 'user', content: 'What time is it?' }]
  console.log('asked:', messages[0].content)
  const stream = await client.chat({ model: 'llama3.2', messages, tools: [tool], stream: true, think: false })
  for await (const part of stream) {
    if (part.message.content) process.stdout.write(part.message.content)
    if (part.message.tool_calls) {
      messages.push(part.message)
      for (const call of part.message.tool_calls) {
        console.log(call.function.name, call.function.arguments)
        messages.push({ role: 'tool', content: 'noon' })
      }
    }
  }
  const answer = await client.chat({ model: 'llama3.2', messages })
  console.log(answer.message.content)
}

await run(new Ollama())
for await (const part of await ollama.chat({ model: 'llama3.2', messages: [{ role: 'user', content: 'hi' }], stream: true })) {
  process.stdout.write(part.message.content)
}
