import ollama from 'ollama'

try {
  const reply = await ollama.chat({ model: 'missing', messages: [{ role: 'user', content: 'hi' }] })
  console.log(reply.message.content)
} catch (error) {
  if (error instanceof Error && error.name === 'ResponseError') console.log('refused')
}
