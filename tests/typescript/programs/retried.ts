const BASE = process.env.OLLAMA_HOST ?? 'http://localhost:11434'

interface Reply {
  message: { content: string }
}

async function withRetry<T>(task: () => Promise<T>, tries = 2): Promise<T> {
  for (let round = 1; ; round++) {
    try {
      return await task()
    } catch (error) {
      if (round === tries) throw error
    }
  }
}

class Breaker {
  async execute<T>(task: () => Promise<T>): Promise<T> {
    return task()
  }
}

const breaker = new Breaker()
const other = await withRetry(async () => ({ message: { text: 'another thing' } }))
console.log(other.message.text)
const another = await breaker.execute(async () => ({ message: { content: 'one more' } }))
console.log(another.message.content.length)

async function ask(question: string): Promise<Response> {
  return fetch(`${BASE}/api/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'llama3.2', messages: [{ role: 'user', content: question }], stream: false }),
  })
}

const response = await withRetry(() => ask('one'))
if (!response.ok) throw new Error(`status ${response.status}`)
const reply = (await response.json()) as Reply
console.log(reply.message.content)

const parsed = await breaker.execute(async () => {
  const answer = await ask('two')
  if (!answer.ok) throw new Error(`status ${answer.status}`)
  return (await answer.json()) as Reply
})
console.log(parsed.message.content)
