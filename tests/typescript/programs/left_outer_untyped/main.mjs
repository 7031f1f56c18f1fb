// left: the body unpacks a mapping that is built elsewhere
import { chat } from './service.mjs'

const routes = { '/chat': chat }
const given = JSON.parse('{"model":"llama3.2","messages":[{"role":"user","content":"one"}]}')
console.log((await routes['/chat'](given)).message.content)
