import { OpenAI } from 'openai'

/** Checks that a model is served: the server cannot fetch one while it runs. Throws a `NotFoundError` if it is not. */
export async function requireServed(client: OpenAI, model: string): Promise<void> {
  const served = (await client.models.list()).data.map(({ id }) => id)
  if (served.includes(model)) return
  const names = served.join(', ') || 'nothing'
  const text = `${model} is not served, but ${names}: start the server with it`
  throw new OpenAI.NotFoundError(404, undefined, text, new Headers())
}
