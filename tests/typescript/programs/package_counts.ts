import ollama from 'ollama'

const reply = await ollama.generate({ model: 'llama3.2', prompt: 'hi', options: { temperature: 0 } })
const tokens: number = reply.eval_count
console.log(`${reply.response} (${tokens + reply.prompt_eval_count} tokens, ${reply.done ? 'done' : 'cut'})`)
console.log(reply.done_reason)
