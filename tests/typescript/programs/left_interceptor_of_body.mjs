// left: what stands between the client and the server
import axios from 'axios'

const api = axios.create({ baseURL: process.env.OLLAMA_URL ?? 'http://localhost:11434' })
api.interceptors.request.use((config) => {
  config.data = { ...config.data, options: { num_ctx: 4096 } }
  return config
})

const reply = await api.post('/api/generate', { model: 'llama3.2', prompt: 'one', stream: false })
console.log(reply.data.response)
