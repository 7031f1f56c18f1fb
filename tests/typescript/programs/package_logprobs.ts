import { Ollama, type Logprob } from 'ollama'

function shown(entries: Logprob[]): string {
  return entries.map((entry) => `${entry.token}${entry.logprob.toFixed(2)}/${entry.top_logprobs?.length ?? 0}`).join(' ')
}

const client = new Ollama()
const reply = await client.chat({ model: 'llama3.2', messages: [{ role: 'user', content: 'hi' }], logprobs: true, top_logprobs: 2 })
console.log(shown(reply.logprobs ?? []))
