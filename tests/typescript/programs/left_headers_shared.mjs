// left: its headers may not say that it is JSON
const BASE = process.env.OLLAMA_HOST ?? 'http://localhost:11434'
const shared = { method: 'POST', headers: { 'X-From': 'here' } }

export async function complete(prompt) {
  const reply = await fetch(`${BASE}/api/generate`, {
    ...shared,
    body: JSON.stringify({ model: 'llama3.2', prompt, stream: false }),
  })
  return (await reply.json()).response
}
