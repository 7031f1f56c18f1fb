// left: `request.tools` cannot be carried over
import { chat } from './service'

const tool = { type: 'function', function: { name: 'time', description: 'the time', parameters: {} } }
const said = await chat({ model: 'llama3.2', messages: [{ role: 'user', content: 'one' }], tools: [tool] })
console.log(said.message.content)
