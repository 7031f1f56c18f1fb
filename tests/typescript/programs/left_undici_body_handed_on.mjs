// left: the reply is read
import { createWriteStream } from 'node:fs'
import { request } from 'undici'

const { body } = await request('http://localhost:11434/api/generate', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ model: 'llama3.2', prompt: 'one' }),
})
body.pipe(createWriteStream('reply.ndjson'))
