import axios, { type AxiosResponse } from 'axios'

const BASE = process.env.OLLAMA_URL ?? 'http://localhost:11434'

/** What one completion gives. */
interface GenerateReply {
  model: string
  created_at: string
  /** The text itself. */
  response: string
  done: boolean
  context?: number[]
  total_duration?: number
  eval_count?: number
}

interface Message {
  role: 'user' | 'assistant' | 'system'
  content: string
}

type ChatReply = {
  model: string;
  message: Message;
  done: boolean;
};

interface Model { name: string; size: number; digest: string; modified_at: string }
interface TagsReply { models: Model[] }

export async function complete(prompt: string): Promise<string> {
  const { data } = await axios.post<GenerateReply>(`${BASE}/api/generate`, { model: 'llama3.2', prompt, stream: false })
  return data.response.trim()
}

export async function completeAgain(prompt: string): Promise<{ text: string; tokens: number }> {
  const reply: AxiosResponse<GenerateReply> = await axios.post(`${BASE}/api/generate`, {
    model: 'llama3.2',
    prompt,
    stream: false,
  })
  return { text: reply.data.response, tokens: reply.data.eval_count ?? 0 }
}

export async function chat(messages: Message[]): Promise<string> {
  const response = await fetch(`${BASE}/api/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'llama3.2', messages, stream: false }),
  })
  if (!response.ok) {
    throw new Error(`the server says ${response.status}`)
  }
  const data: ChatReply = await response.json()
  return data.message.content
}

export async function inline(content: string) {
  const response = await fetch(`${BASE}/api/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'llama3.2', messages: [{ role: 'user', content }], stream: false }),
  })
  const data = (await response.json()) as { message?: { content?: string } }
  return data.message?.content ?? ''
}

export async function names(): Promise<string[]> {
  const response = await fetch(`${BASE}/api/tags`)
  const data = (await response.json()) as TagsReply
  return data.models.map((model: Model) => model.name)
}

console.log(await complete('one'), await completeAgain('two'))
console.log(await chat([{ role: 'user', content: 'three' }]), await inline('four'))
console.log((await names()).length)
