import ollama from 'ollama'
const all = []
async function add(batch) {
  const reply = await ollama.embed({ model: 'nomic-embed-text', input: batch })
  const { embeddings } = reply
  if (!Array.isArray(embeddings) || embeddings.length === 0) throw new Error('none')
  all.push(...embeddings)
}
await add(['a', 'b'])
await add(['c'])
console.log(all.length, all.every((vector) => vector.length > 0))
