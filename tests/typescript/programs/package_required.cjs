const { Ollama } = require('ollama')

const client = new Ollama()

async function main() {
  const body = { model: 'llama3.2', messages: [{ role: 'user', content: 'hi' }] }
  const reply = await client.chat(body)
  console.log(reply.message.content)
}

main()
