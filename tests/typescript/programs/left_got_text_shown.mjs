// left: the response is unpacked
import got from 'got'

const { body } = await got.post('http://localhost:11434/api/generate', {
  json: { model: 'llama3.2', prompt: 'one', stream: false },
})
export const size = body.length
