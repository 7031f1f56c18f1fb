import ollama from 'ollama'

const vectors = await ollama.embed({ model: 'nomic-embed-text', input: ['a', 'b'] })
console.log(vectors.embeddings.length, vectors.embeddings[0].slice(0, 2))
const one = await ollama.embeddings({ model: 'nomic-embed-text', prompt: 'a' })
console.log(one.embedding.length)
const list = await ollama.list()
console.log(list.models.map((model) => model.name).join())
for (const model of list.models) console.log(model.name)
console.log(list.models.some((model) => model.name.startsWith('llama3.2')))

async function vectorsOf(input: string[]): Promise<number[][]> {
  const found = await ollama.embed({ model: 'nomic-embed-text', input })
  return found.embeddings
}
console.log((await vectorsOf(['a', 'b', 'c'])).length)
