const tools = [
  {
    type: 'function',
    function: {
      name: 'get_weather',
      description: 'the weather',
      parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  },
]

async function route(question: string): Promise<Response> {
  const reply = await fetch('http://localhost:11434/api/chat', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'llama3.2', messages: [{ role: 'user', content: question }], tools }),
  })
  return new Response(reply.body)
}

for (const line of (await (await route('What is the weather in Paris?')).text()).trim().split('\n')) {
  for (const call of JSON.parse(line).message.tool_calls ?? []) {
    console.log(call.function.name, JSON.stringify(call.function.arguments))
  }
}
