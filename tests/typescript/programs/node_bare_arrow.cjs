'use strict'
const http = require('http')
const readline = require('readline')

const headers = { 'Content-Type': 'application/json' }

function whole (prompt, done) {
  const req = http.request('http://localhost:11434/api/generate', { method: 'POST', headers }, res => {
    let raw = ''
    res.on('data', part => { raw += part })
    res.on('end', () => done(JSON.parse(raw).response))
  })
  req.end(JSON.stringify({ model: 'llama3.2', prompt, stream: false }))
}

function streamed (prompt, done) {
  const req = http.request('http://localhost:11434/api/generate', { method: 'POST', headers }, res => {
    const lines = readline.createInterface({ input: res })
    let text = ''
    lines.on('line', line => {
      const part = JSON.parse(line)
      text += part.response
      if (part.done) done(text)
    })
  })
  req.end(JSON.stringify({ model: 'llama3.2', prompt, stream: true }))
}

whole('Why is the sky blue?', text => {
  console.log(text)
  streamed('Why is the sky blue?', text => console.log(text))
})
