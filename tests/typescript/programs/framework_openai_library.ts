import OpenAI from 'openai'

const url = 'http://localhost:11434'
const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'ollama', maxRetries: 0 })
const reply = await client.chat.completions.create({ model: 'llama3.2', messages: [{ role: 'user', content: 'hi' }] })
console.log(reply.choices[0].message.content)
const stream = await client.chat.completions.create({ model: 'llama3.2', messages: [{ role: 'user', content: 'more' }], stream: true })
for await (const part of stream) process.stdout.write(part.choices[0]?.delta?.content ?? '')
