const BASE = process.env.OLLAMA_HOST ?? 'http://localhost:11434'

export let last = null

async function ask(prompt) {
  const response = await fetch(`${BASE}/api/generate`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'llama3.2', prompt, stream: false, think: false }),
  })
  if (!response.ok) {
    let detail = ''
    try {
      const data = await response.json()
      detail = data.error || JSON.stringify(data)
    } catch {
      detail = response.statusText
    }
    throw new Error(`it says ${detail}`.trim())
  }
  const data = await response.json()
  if (!data.response) last = { status: response.status, data }
  return data.response
}

async function raw(prompt) {
  const response = await fetch(`${BASE}/api/generate`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'llama3.2', prompt, stream: false }),
  })
  const text = await response.clone().text()
  if (!text) throw new Error('nothing at all')
  if (!response.ok) throw new Error(await response.text())
  return (await (await response).json()).response
}

console.log(await ask('one'), await raw('two'), last)
