// left: cannot be read in place
import ollama, { type Tool } from 'ollama'

const tool: Tool = { type: 'function', function: { name: 'now', description: 'The time', parameters: { type: 'object' } } }
const reply = await ollama.chat({ model: 'llama3.2', messages: [{ role: 'user', content: 'hi' }], tools: [tool] })
for (const call of reply.message.tool_calls ?? []) console.log(call.function.arguments['zone'])
