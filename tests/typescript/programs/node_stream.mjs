import http from 'http'

const shared = {
  host: 'localhost',
  port: process.env.WIRE_SERVER ? Number(new URL(process.env.WIRE_SERVER).port) : 11434,
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
}

function stream(content, onText) {
  return new Promise((resolve, reject) => {
    const req = http.request({ ...shared, path: '/api/chat' }, (res) => {
      let rest = ''
      let count = 0
      res.on('data', (chunk) => {
        rest += chunk.toString()
        const lines = rest.split('\n')
        rest = lines.pop()
        for (const line of lines) {
          if (!line.trim()) continue
          const part = JSON.parse(line)
          if (part.message?.content) onText(part.message.content)
          if (part.done) count = part.eval_count
        }
      })
      res.on('end', () => resolve(count))
      res.on('error', reject)
    })
    req.on('error', reject)
    req.write(JSON.stringify({ model: 'llama3.2', messages: [{ role: 'user', content }] }))
    req.end()
  })
}

let text = ''
const count = await stream('hello', (piece) => {
  text += piece
})
console.log(text, count > 0)
