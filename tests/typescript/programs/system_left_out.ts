interface Options { system?: string; temperature?: number }

async function ask(prompt: string, options: Options): Promise<string> {
  const reply = await fetch('http://localhost:11434/api/generate', {
    method: 'POST',
    body: JSON.stringify({ model: 'llama3.2', prompt, system: options.system, stream: false }),
  })
  return (await reply.json()).response
}

async function unpacked({ prompt, system = 'Be brief.' }: { prompt: string, system?: string }): Promise<string> {
  const reply = await fetch('http://localhost:11434/api/generate', {
    method: 'POST',
    body: JSON.stringify({ model: 'llama3.2', prompt, system, stream: false }),
  })
  return (await reply.json()).response
}

async function field({ system, temperature }: Options): Promise<string> {
  const reply = await fetch('http://localhost:11434/api/generate', {
    method: 'POST',
    body: JSON.stringify({ model: 'llama3.2', prompt: 'Why?', system, stream: false, options: { temperature } }),
  })
  return (await reply.json()).response
}

console.log(await ask('Why is the sky blue?', {}), await ask('Why is the sky blue?', { system: 'Be brief.' }))
console.log(await unpacked({ prompt: 'Why is the sky blue?' }))
console.log(await field({}), await field({ system: 'Be brief.', temperature: 0.1 }))

async function limited(prompt: string, limits: { most?: number, warmth?: number } = {}): Promise<string> {
  const reply = await fetch('http://localhost:11434/api/generate', {
    method: 'POST',
    body: JSON.stringify({
      model: 'llama3.2',
      prompt,
      stream: false,
      options: { num_predict: limits.most ?? 40, temperature: limits.warmth || 0.2 },
    }),
  })
  return (await reply.json()).response
}

console.log(await limited('Why is the sky blue?'), await limited('Why is the sky blue?', { most: 12, warmth: 0.5 }))
