// left: reads `eval_count` of `response_metadata`
import { ChatOllama } from '@langchain/ollama'

const reply = await new ChatOllama({ model: 'llama3.2', baseUrl: 'http://localhost:11434' }).invoke('hi')
console.log(reply.response_metadata.eval_count)
