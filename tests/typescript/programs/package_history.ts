import ollama, { type Message } from 'ollama'

const history: Message[] = [{ role: 'system', content: 'Be kind.' }]

async function turn(content: string): Promise<string> {
  history.push({ role: 'user', content })
  const response = await ollama.chat({ model: 'llama3.2', messages: history })
  history.push(response.message)
  return response.message.content
}

for (const question of ['hi', 'and you?']) {
  console.log(await turn(question))
}
console.log(history.length)
