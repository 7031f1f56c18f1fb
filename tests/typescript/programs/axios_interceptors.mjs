import axios from 'axios'

const api = axios.create({ baseURL: process.env.OLLAMA_URL ?? 'http://localhost:11434' })
api.interceptors.request.use((config) => {
  config.headers['X-Asked'] = 'here'
  if (config.data === undefined) config.timeout = 1000
  return config
})
api.interceptors.response.use(
  (response) => response,
  (error) => Promise.reject(error)
)

const reply = await api.post('/api/generate', { model: 'llama3.2', prompt: 'one', stream: false })
console.log(reply.data.response)
