const BASE = process.env.OLLAMA_URL ?? 'http://localhost:11434';

async function ask(prompt) {
  const r = await fetch(`${BASE}/api/generate`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      model: 'llama3.2',
      prompt,
      stream: false,
      options: { temperature: 0.3, num_predict: 200 },
    }),
  });
  if (!r.ok) throw new Error(`HTTP ${r.status}`);
  const data = await r.json();
  return data.response.trim();
}

async function chat(messages) {
  const r = await fetch(`${BASE}/api/chat`, { method: 'POST', body: JSON.stringify({ model: 'llama3.2', messages, stream: false }) });
  const data = await r.json();
  return data.message?.content ?? '';
}

function talk(text) {
  return fetch(BASE + '/api/chat', {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ "model": "llama3.2", "messages": [{ "role": "user", "content": text }], "stream": false, "format": "json" }),
  })
    .then((r) => {
      if (!r.ok) throw new Error('no');
      return r.json();
    })
    .then((d) => d.message.content);
}

console.log(await ask('hi'));
console.log(await chat([{ role: 'user', content: 'hello' }]));
console.log(await talk('hey'));
