// left: the response goes where it is not followed
const http = require('node:http')

const options = {
  hostname: 'localhost',
  port: 11434,
  path: '/api/generate',
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
}
const request = http.request(options, function () {
  const reply = arguments[0]
  let body = ''
  reply.on('data', (chunk) => {
    body += chunk
  })
  reply.on('end', () => console.log(JSON.parse(body).response))
})
request.write(JSON.stringify({ model: 'llama3.2', prompt: 'one', stream: false }))
request.end()
