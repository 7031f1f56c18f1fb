import { writeFileSync } from 'node:fs'
import ollama from 'ollama'

writeFileSync('cat.png', Buffer.from('a cat'))
const seen = async (image: string) =>
  (await ollama.chat({ model: 'llama3.2', messages: [{ role: 'user', content: 'What is this?', images: [image] }] })).message.content

console.log(await seen('cat.png'))
console.log(await seen(Buffer.from('a dog').toString('base64')))

const several = ['cat.png', 'cat.png']
const stream = await ollama.generate({ model: 'llama3.2', prompt: 'Which?', images: several, stream: true })
for await (const part of stream) process.stdout.write(part.response ?? '')
