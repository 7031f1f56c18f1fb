// left: the response goes where it is not followed
import http from 'node:http'

function told(res) {
  let raw = ''
  res.on('data', (part) => (raw += part))
  res.on('end', () => console.log(JSON.parse(raw).response))
}

const headers = { 'Content-Type': 'application/json' }
const req = http.request('http://localhost:11434/api/generate', { method: 'POST', headers }, told)
req.end(JSON.stringify({ model: 'llama3.2', prompt: 'Why is the sky blue?', stream: false }))
