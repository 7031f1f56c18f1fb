// left: its path is one of the old server's
export async function chat(messages) {
  const reply = await fetch('/api/chat', { method: 'POST', body: JSON.stringify({ model: 'llama3.2', messages }) })
  return (await reply.json()).message.content
}

export async function ask(base, messages) {
  const reply = await fetch(`${base}/api/generate`, { method: 'POST', body: JSON.stringify({ model: 'x', prompt: 'y' }) })
  return (await reply.json()).response
}
