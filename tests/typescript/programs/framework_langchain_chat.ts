import { HumanMessage, SystemMessage } from '@langchain/core/messages'
import { ChatOllama } from '@langchain/ollama'

const model: ChatOllama = new ChatOllama({
  model: 'llama3.2',
  baseUrl: 'http://localhost:11434',
  temperature: 0.3,
  numCtx: 4096,
  numPredict: 12,
  topK: 20,
  repeatPenalty: 1.2,
  keepAlive: '5m',
})

const reply = await model.invoke([new SystemMessage('Be brief.'), new HumanMessage('hi')])
console.log(reply.content)
for await (const part of await model.stream('tell me more')) process.stdout.write(String(part.content))

const json = new ChatOllama({ baseUrl: 'http://localhost:11434/', model: 'llama3.2', topP: 0.5, seed: 7, format: 'json' })
console.log((await json.invoke('as JSON')).content)
