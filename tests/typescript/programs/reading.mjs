import axios from 'axios'
const BASE = process.env.OLLAMA_URL || 'http://localhost:11434'

export async function models() {
  const { data } = await axios.get(`${BASE}/api/tags`)
  return data.models.map((m) => m.name).filter((name) => !name.includes('embed'))
}
export async function has(model) {
  const r = await fetch(`${BASE}/api/tags`)
  if (!r.ok) return false
  const { models } = await r.json()
  return models.some(({ name }) => name.startsWith(model)) && models.length > 0
}
export async function first() {
  const { data: { models } } = await axios.get(`${BASE}/api/tags`)
  return models[0]?.name ?? 'none'
}
export async function found(model) {
  const res = await fetch(`${BASE}/api/tags`)
  const json = await res.json()
  for (const { name: called } of json.models ?? []) if (called.startsWith(model)) return true
  return Boolean(json.models?.find((m) => m.model.startsWith(model)))
}
export async function generate(prompt) {
  const { data } = await axios.post(`${BASE}/api/generate`, { model: 'llama3.2', prompt, stream: false })
  const { response } = data
  return response
}
export async function chat(content) {
  const res = await fetch(`${BASE}/api/chat`, {
    method: 'POST',
    headers: { Authorization: 'Bearer x' },
    body: JSON.stringify({ model: 'llama3.2', messages: [{ role: 'user', content }], stream: false, keep_alive: '5m' }),
  })
  const { message: { content: answer } } = await res.json()
  return answer
}
export async function done(content) {
  const res = await axios.post(`${BASE}/api/chat`, { model: 'llama3.2', messages: [{ role: 'user', content }], stream: false })
  return res.data.done ? res.data?.message?.content || 'nothing' : res.data.message.role
}
console.log(await models(), await has('llama3.2'), await first(), await found('llama3.2'))
console.log(await generate('a'), await chat('b'), await done('c'))
