// left: the reply is handed to a function
type Answer = { response: string; eval_count?: number }

const url = 'http://localhost:11434'

async function ask(prompt: string) {
  const response = await fetch(`${url}/api/generate`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'llama3.2', prompt, stream: false }),
  })
  if (!response.ok) throw new Error(`the server says ${response.status}`)
  return (await response.json()) as Answer
}

const kept: unknown[] = []
const answer = await ask('Say: yes')
kept.push(answer)
console.log(answer.response, kept.length)
