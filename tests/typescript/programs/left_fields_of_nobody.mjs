// left: output is not a field of the reply
const response = await fetch('http://localhost:11434/api/generate', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ model: 'llama3.2', prompt: 'one', stream: false }),
})
if (!response.ok) throw new Error(`status ${response.status}`)
const data = await response.json()
console.log(data.response || data.output)
