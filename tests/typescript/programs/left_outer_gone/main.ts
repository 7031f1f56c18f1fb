// left: context has no counterpart
import { generate } from './service'

const first = await generate({ model: 'llama3.2', prompt: 'one' })
console.log(first.response, first.context.length)
