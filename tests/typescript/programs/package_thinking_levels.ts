import ollama from 'ollama'

const messages = [{ role: 'user', content: 'What is 10 + 23?' }]
for (const [index, level] of (['low', 'medium', 'high'] as const).entries()) {
  const reply = await ollama.chat({ model: 'llama3.2', messages, think: level })
  console.log(index, level, reply.message.content)
}
