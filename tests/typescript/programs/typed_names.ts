interface Model {
  name: string
  model: string
  size?: number
}

const BASE = process.env.OLLAMA_HOST ?? 'http://localhost:11434'

async function names(): Promise<string[]> {
  const reply = await fetch(`${BASE}/api/tags`)
  if (!reply.ok) return []
  const data = (await reply.json()) as { models: Model[] }
  return data.models.map((one: Model) => one.model || one.name)
}

console.log((await names()).length > 0)
