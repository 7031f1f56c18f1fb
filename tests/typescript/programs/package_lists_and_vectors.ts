import ollama from 'ollama'

const vectors = await ollama.embed({ model: 'nomic-embed-text', input: ['a', 'b'] })
console.log(vectors.embeddings.length, vectors.embeddings[0].slice(0, 2))
const one = await ollama.embeddings({ model: 'nomic-embed-text', prompt: 'a' })
console.log(one.embedding.length)
const list = await ollama.list()
console.log(list.models.map((model) => model.name).join())
for (const model of list.models) console.log(model.name)
console.log(list.models.some((model) => model.name.startsWith('llama3.2')))
