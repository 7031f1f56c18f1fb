import { Service } from './service'

const model = 'llama3.2'
const service = new Service()
const handlers: Record<string, (request: any) => Promise<unknown>> = {
  '/generate': async (request) => (await service.generate(request)).response,
  '/chat': async (request) => (await service.chat(request)).message.content,
  '/embed': async (request) => (await service.embed(request)).embeddings.length,
}

console.log(await handlers['/generate']!({ model, prompt: 'one', options: { temperature: 0 }, format: 'json' }))
console.log(await handlers['/generate']!({ model, prompt: 'two', system: 'Be brief.', keep_alive: '5m' }))
console.log(await handlers['/chat']!({ model, messages: [{ role: 'user', content: 'three' }], think: false }))
console.log(await handlers['/embed']!({ model: 'nomic-embed-text', input: ['a', 'b'] }))
let text = ''
await service.stream({ model, prompt: 'four' }, (chunk) => (text += chunk.response), () => (text += '.'))
console.log(text)
