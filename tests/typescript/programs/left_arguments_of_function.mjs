// left: [0] is not a field of the reply
function show(reply) {
  console.log(reply.response, arguments[0].response)
}

const reply = await fetch('http://localhost:11434/api/generate', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ model: 'llama3.2', prompt: 'one', stream: false }),
})
show(await reply.json())
