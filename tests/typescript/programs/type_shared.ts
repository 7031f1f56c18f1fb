interface Reply {
  response: string
  done: boolean
}

const BASE = process.env.OLLAMA_HOST ?? 'http://localhost:11434'
const cached: Reply = { response: 'from yesterday', done: true }

async function complete(prompt: string): Promise<string> {
  const answer = await fetch(`${BASE}/api/generate`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'llama3.2', prompt, stream: false }),
  })
  const data: Reply = await answer.json()
  return data.response + cached.response
}

console.log(await complete('hello'))
