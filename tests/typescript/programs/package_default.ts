import ollama from 'ollama'

const response = await ollama.chat({
  model: 'llama3.2',
  messages: [{ role: 'user', content: 'Why is the sky blue?' }],
  options: { temperature: 0.2, num_predict: 100, top_k: 20 },
})
console.log(response.message.content)
