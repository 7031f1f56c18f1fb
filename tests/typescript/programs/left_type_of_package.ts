// left: which is declared elsewhere
import type { GenerateResponse } from 'ollama'

const BASE = process.env.OLLAMA_URL ?? 'http://localhost:11434'

export async function complete(prompt: string): Promise<string> {
  const answer = await fetch(`${BASE}/api/generate`, {
    method: 'POST',
    body: JSON.stringify({ model: 'llama3.2', prompt, stream: false }),
  })
  const data = (await answer.json()) as GenerateResponse
  return data.response ?? ''
}
