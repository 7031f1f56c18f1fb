const BASE = process.env.OLLAMA_HOST ?? 'http://localhost:11434'

export async function request<T>(path: string, init?: RequestInit): Promise<T> {
  const reply = await fetch(`${BASE}${path}`, init)
  if (!reply.ok) throw new Error(`${path}: ${reply.status}`)
  return reply.json()
}
