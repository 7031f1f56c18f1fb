import got from 'got'
import ky from 'ky'

const first = await got
  .post('http://localhost:11434/api/generate', { json: { model: 'llama3.2', prompt: 'one', stream: false } })
  .json<{ response: string }>()
console.log(first.response)

const { body } = await got.post('http://localhost:11434/api/generate', {
  json: { model: 'llama3.2', prompt: 'two', stream: false },
})
console.log(JSON.parse(body).response)

const api = ky.create({ prefix: 'http://localhost:11434' })
const third = await api
  .post('api/chat', {
    json: { model: 'llama3.2', messages: [{ role: 'user', content: 'three' }], stream: false },
  })
  .json<{ message: { content: string } }>()
console.log(third.message.content)

const fourth = await ky.post('http://localhost:11434/api/generate', {
  json: { model: 'llama3.2', prompt: 'four', stream: false },
})
const said = (await fourth.json()) as { response: string }
console.log(said.response)
