type Fragment = { index: number; function?: { name?: string; arguments?: string } }
type Delta = { content?: string | null; reasoning?: string | null; tool_calls?: Fragment[] }
type Usage = { prompt_tokens?: number; completion_tokens?: number }
type Choice = { delta: Delta; finish_reason?: string | null }
type Event = { model?: string; created?: number; choices?: Choice[]; usage?: Usage | null; error?: { message?: string } }

/** The events of a streamed chat as lines of JSON, each with a part of the `message`, for readers of such lines. */
export function chatLines<Body extends ReadableStream<Uint8Array> | null>(body: Body): Body {
  return lines(body, ({ content, reasoning, tool_calls }) => {
    const thinking = reasoning ? { thinking: reasoning } : {}
    const calls = tool_calls ? { tool_calls: tool_calls.map(whole) } : {}
    return { message: { role: 'assistant', content: content ?? '', ...thinking, ...calls } }
  })
}

/** The events of a streamed chat as lines of JSON, each with a part of the `response`, for readers of such lines. */
export function generateLines<Body extends ReadableStream<Uint8Array> | null>(body: Body): Body {
  return lines(body, ({ content, reasoning }) => {
    const thinking = reasoning ? { thinking: reasoning } : {}
    return { response: content ?? '', ...thinking }
  })
}

function whole({ function: called }: Fragment) {
  return { function: { name: called?.name, arguments: JSON.parse(called?.arguments || '{}') } }
}

function lines<Body extends ReadableStream<Uint8Array> | null>(body: Body, part: (delta: Delta) => object): Body {
  if (!body) return body
  const decoder = new TextDecoder()
  const encoder = new TextEncoder()
  let rest = ''
  const calls: Fragment[] = []
  const write = (line: string, controller: TransformStreamDefaultController<Uint8Array>) => {
    const data = line.replace(/^data:/, '').trim()
    if (!data.startsWith('{')) return
    const { model, created, choices, usage, error }: Event = JSON.parse(data)
    const send = (object: object) => controller.enqueue(encoder.encode(`${JSON.stringify(object)}\n`))
    if (error) send({ error: error.message ?? error })
    const choice = choices?.[0]
    if (!choice) return
    const head = { model, created_at: new Date((created ?? 0) * 1000).toISOString() }
    if (choice.delta.content || choice.delta.reasoning) send({ ...head, ...part(choice.delta), done: false })
    for (const { index, function: fragment } of choice.delta.tool_calls ?? []) {
      const call = (calls[index] ??= { index, function: { name: '', arguments: '' } })
      call.function = {
        name: (call.function?.name ?? '') + (fragment?.name ?? ''),
        arguments: (call.function?.arguments ?? '') + (fragment?.arguments ?? ''),
      }
    }
    if (!choice.finish_reason) return
    if (calls.length) send({ ...head, ...part({ tool_calls: calls }), done: false })
    const counts = { prompt_eval_count: usage?.prompt_tokens, eval_count: usage?.completion_tokens }
    send({ ...head, ...part({}), done: true, done_reason: choice.finish_reason, ...counts })
  }
  const made = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      rest += decoder.decode(chunk, { stream: true })
      const ended = rest.split('\n')
      rest = ended.pop() ?? ''
      for (const line of ended) write(line, controller)
    },
    flush(controller) {
      write(rest, controller)
    },
  })
  return body.pipeThrough(made as unknown as ReadableWritablePair<Uint8Array, Uint8Array>) as Body
}
