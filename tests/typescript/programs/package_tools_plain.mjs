import ollama from 'ollama'

const tool = { type: 'function', function: { name: 'now', description: 'The time', parameters: { type: 'object', properties: {} } } }
const messages = [{ role: 'user', content: 'What time is it?' }]
const stream = await ollama.chat({ model: 'llama3.2', messages, tools: [tool], stream: true })
for await (const part of stream) {
  for (const call of part.message.tool_calls ?? []) {
    console.log('call', call.function.name, JSON.stringify(call.function.arguments))
    messages.push(part.message)
    messages.push({ role: 'tool', content: '12:00', tool_name: call.function.name })
  }
}
console.log((await ollama.chat({ model: 'llama3.2', messages })).message.content)
