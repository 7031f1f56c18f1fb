import ollama, { type Message } from 'ollama'

const known: Record<string, (given: Record<string, unknown>) => string> = {
  weather: (given) => `rain in ${Object.keys(given).length} places`,
}
const tools = [
  {
    type: 'function',
    function: {
      name: 'weather',
      description: 'The weather of a town',
      parameters: { type: 'object', required: ['town'], properties: { town: { type: 'string', description: 'Its name' } } },
    },
  },
]
const messages: Message[] = [{ role: 'user', content: 'How is the weather?' }]

const reply = await ollama.chat({ model: 'llama3.2', messages, tools })
messages.push(reply.message)
for (const call of reply.message.tool_calls ?? []) {
  console.log(call.function.name, call.function.arguments)
  const content = known[call.function.name](call.function.arguments)
  messages.push({ role: 'tool', content, tool_name: call.function.name })
}
const last = await ollama.chat({ model: 'llama3.2', messages, tools })
console.log(last.message.content)
