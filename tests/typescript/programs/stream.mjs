const BASE = process.env.OLLAMA_URL ?? 'http://localhost:11434';

async function buffered(messages) {
  const res = await fetch(`${BASE}/api/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'llama3.2', messages, stream: true }),
  });
  if (!res.ok || !res.body) throw new Error('no stream');
  const reader = res.body.getReader();
  const decoder = new TextDecoder();
  let buffer = '';
  let text = '';
  while (true) {
    const { done, value } = await reader.read();
    if (done) break;
    buffer += decoder.decode(value, { stream: true });
    const lines = buffer.split('\n');
    buffer = lines.pop() ?? '';
    for (const line of lines) {
      if (!line.trim()) continue;
      const part = JSON.parse(line);
      if (part.message?.content) text += part.message.content;
      if (part.done) return text;
    }
  }
  return text;
}

async function plain(prompt) {
  const res = await fetch(`${BASE}/api/generate`, {
    method: 'POST',
    body: JSON.stringify({ model: 'llama3.2', prompt })
  })
  const reader = res.body?.getReader()
  const decoder = new TextDecoder('utf-8')
  let out = ''
  for (;;) {
    const result = await reader.read()
    if (result.done) break
    const chunk = decoder.decode(result.value)
    const lines = chunk.split('\n').filter((line) => line.trim() !== '')
    for (const line of lines) {
      try {
        const json = JSON.parse(line)
        if (json.response) {
          out += json.response
        }
      } catch (error) {
        console.error('cannot parse', line)
      }
    }
  }
  return out
}

async function* looped(prompt) {
  const res = await fetch(`${BASE}/api/generate`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'llama3.2', prompt, stream: true }),
  });
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of res.body) {
    rest += decoder.decode(bytes, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop();
    for (const line of lines) {
      if (line.trim()) {
        const data = JSON.parse(line);
        yield data.response;
        if (data.done) console.log(data.eval_count, 'tokens');
      }
    }
  }
}

console.log(await buffered([{ role: 'user', content: 'one' }]));
console.log(await plain('two'));
let all = '';
for await (const piece of looped('three')) all += piece;
console.log(all);
