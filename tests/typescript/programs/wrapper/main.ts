import { request } from './api'

interface Reply { response: string }

async function names(): Promise<string[]> {
  const data = await request<{ models: { name: string }[] }>('/api/tags')
  return data.models.map((model) => model.name)
}

async function complete(prompt: string): Promise<string> {
  const data = await request<Reply>('/api/generate', {
    method: 'POST',
    body: JSON.stringify({ model: 'llama3.2', prompt, stream: false }),
  })
  return data.response
}

console.log((await names()).length, await complete('one'))
