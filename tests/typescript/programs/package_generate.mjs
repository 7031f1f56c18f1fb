import { Ollama } from 'ollama'

const client = new Ollama({ host: 'http://localhost:11434/' })

const reply = await client.generate({
  model: 'llama3.2',
  system: 'Be brief.',
  prompt: 'Why is the sky blue?',
  keep_alive: '10m',
  options: {
    top_k: 20,
    repeat_penalty: 1.1,
    num_ctx: 4096,
  },
})
console.log(reply.response, reply.done, reply.eval_count)
