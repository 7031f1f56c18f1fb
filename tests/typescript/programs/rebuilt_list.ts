const url = 'http://localhost:11434'

async function check(): Promise<{ raw: unknown; found: number; names: string[] }> {
  const response = await fetch(`${url}/api/tags`, { headers: { Accept: 'application/json' } })
  if (!response.ok) {
    throw new Error(`the server says ${response.status}`)
  }
  const data = await response.json()
  return {
    raw: data,
    found: data.models?.length || 0,
    names: data.models?.map((m: any) => m.name) || [],
  }
}

const { raw, found, names } = await check()
console.log((raw as { models: { name: string }[] }).models.map((model) => model.name).sort(), found, [...names].sort())
