import ollama, { type Message } from 'ollama'

const messages: Message[] = []

async function chat(content: string) {
  messages.push({ role: 'user', content })
  const response = await ollama.chat({ model: 'llama3.2', messages, stream: true })
  let reply = ''
  for await (const part of response) {
    reply += part.message.content
    process.stdout.write(part.message.content)
  }
  messages.push({ role: 'assistant', content: reply })
}

await chat('hi')
await chat('and you?')
console.log(messages.length)
