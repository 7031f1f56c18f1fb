// left: the reply is handed to a function
import http from 'node:http'

function ask(prompt) {
  return new Promise((resolve, reject) => {
    const req = http.request(
      'http://localhost:11434/api/generate',
      { method: 'POST', headers: { 'Content-Type': 'application/json' } },
      (res) => {
        let text = ''
        res.on('data', (chunk) => (text += chunk))
        res.on('end', () => {
          if (res.statusCode !== 200) resolve({ response: 'nothing to say' })
          else resolve(JSON.parse(text))
        })
      },
    )
    req.on('error', reject)
    req.end(JSON.stringify({ model: 'llama3.2', prompt, stream: false }))
  })
}

console.log((await ask('hello')).response)
