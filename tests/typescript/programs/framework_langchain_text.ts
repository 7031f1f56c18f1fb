import { PromptTemplate } from '@langchain/core/prompts'
import { Ollama, OllamaEmbeddings } from '@langchain/ollama'

const baseUrl = process.env.WIRE_SERVER ?? 'http://localhost:11434'
const llm = new Ollama({ model: 'llama3.2', baseUrl, numPredict: 9 })
const chain = PromptTemplate.fromTemplate('Say {what}.').pipe(llm)
console.log((await chain.invoke({ what: 'something' })).trim())
console.log((await llm.invoke('hi')).length)

const embeddings = new OllamaEmbeddings({ model: 'nomic-embed-text', baseUrl })
const [first, second] = await embeddings.embedDocuments(['one\nline', 'two'])
console.log(first.length, first[0].toFixed(4), second[1].toFixed(4))
console.log((await embeddings.embedQuery('three')).length)
