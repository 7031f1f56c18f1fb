// left: `thoughts` is not known
import axios from 'axios'

const api = axios.create({ baseURL: 'http://localhost:11434' })

export async function complete(prompt) {
  const { data } = await api.post('/api/generate', {
    model: 'llama3.2',
    prompt,
    stream: false,
    thoughts: 3,
  })
  return data.response
}
