import http from 'node:http'

const target = new URL(process.env.OLLAMA_HOST ?? 'http://localhost:11434')
const PORT = Number(process.env.OLLAMA_PORT ?? target.port)

function complete(prompt) {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify({ model: 'llama3.2', prompt, stream: false, options: { num_predict: 20 } })
    const req = http.request(
      {
        hostname: 'localhost',
        port: PORT,
        path: '/api/generate',
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
      },
      (res) => {
        let text = ''
        res.setEncoding('utf8')
        res.on('data', (chunk) => (text += chunk))
        res.on('end', () => {
          if (res.statusCode !== 200) return reject(new Error(`the server says ${res.statusCode}`))
          resolve(JSON.parse(text).response.trim())
        })
      },
    )
    req.on('error', reject)
    req.write(body)
    req.end()
  })
}

function warmUp() {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify({ model: 'llama3.2', prompt: 'hi', stream: false })
    const options = { hostname: 'localhost', port: PORT, path: '/api/generate', method: 'POST', headers: { 'Content-Type': 'application/json' } }
    const req = http.request(options, (res) => {
      res.resume()
      res.on('end', resolve)
    })
    req.on('error', reject)
    req.end(body)
  })
}

function tell(content) {
  return new Promise((resolve, reject) => {
    const payload = JSON.stringify({
      model: 'llama3.2',
      messages: [{ role: 'user', content }],
      stream: false,
    })
    const req = http.request(
      'http://localhost:11434/api/chat',
      { method: 'POST', headers: { 'Content-Type': 'application/json' } },
      (res) => {
        const chunks = []
        res.on('data', (chunk) => chunks.push(chunk))
        res.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString('utf8'))))
      },
    )
    req.on('error', reject)
    req.end(payload)
  })
}

await warmUp()
console.log(await complete('one'))
console.log((await tell('two')).message.content)
