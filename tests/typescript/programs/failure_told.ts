const reply = await fetch('http://localhost:11434/api/chat', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ model: 'not-installed', messages: [{ role: 'user', content: 'one' }], stream: false }),
})
if (!reply.ok) {
  const data = await reply.json().catch(() => ({}))
  const told = { error: (data as { error?: string }).error || 'the request failed' }
  console.log(typeof told.error)
} else {
  const data = (await reply.json()) as { message?: { content?: string } }
  console.log(data.message?.content)
}
