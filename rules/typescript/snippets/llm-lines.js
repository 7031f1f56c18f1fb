/** The events of a streamed chat as lines of JSON, each with a part of the `message`, for readers of such lines. */
export function chatLines(body) {
  return lines(body, ({ content, reasoning, tool_calls }) => {
    const thinking = reasoning ? { thinking: reasoning } : {}
    const calls = tool_calls ? { tool_calls: tool_calls.map(whole) } : {}
    return { message: { role: 'assistant', content: content ?? '', ...thinking, ...calls } }
  })
}

/** The events of a streamed chat as lines of JSON, each with a part of the `response`, for readers of such lines. */
export function generateLines(body) {
  return lines(body, ({ content, reasoning }) => {
    const thinking = reasoning ? { thinking: reasoning } : {}
    return { response: content ?? '', ...thinking }
  })
}

function whole({ function: called }) {
  return { function: { name: called?.name, arguments: JSON.parse(called?.arguments || '{}') } }
}

function lines(body, part) {
  if (!body) return body
  const decoder = new TextDecoder()
  const encoder = new TextEncoder()
  let rest = ''
  const calls = []
  const write = (line, controller) => {
    const data = line.replace(/^data:/, '').trim()
    if (!data.startsWith('{')) return
    const { model, created, choices, usage, error } = JSON.parse(data)
    const send = (object) => controller.enqueue(encoder.encode(`${JSON.stringify(object)}\n`))
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
  const made = new TransformStream({
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
  return body.pipeThrough(made)
}
