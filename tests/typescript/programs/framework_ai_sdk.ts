import { embed, generateText, streamText } from 'ai'
import { createOllama } from 'ollama-ai-provider-v2'

const provider = createOllama({ baseURL: 'http://localhost:11434/api' })
const { text } = await generateText({ model: provider('llama3.2'), system: 'Be brief.', prompt: 'hi', maxRetries: 0 })
console.log(text)
const result = streamText({ model: provider.chat('llama3.2'), messages: [{ role: 'user', content: 'more' }], maxRetries: 0 })
for await (const part of result.textStream) process.stdout.write(part)
const { embedding } = await embed({ model: provider.embedding('nomic-embed-text'), value: 'a text', maxRetries: 0 })
console.log(embedding.length, embedding[0].toFixed(4))
