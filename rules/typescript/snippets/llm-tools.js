/**
 * The parts of a stream, with each tool call whole in the part that completes it.
 *
 * @param {AsyncIterable<import('openai').OpenAI.ChatCompletionChunk>} stream
 */
export async function* wholeToolCalls(stream) {
  let open
  for await (const part of stream) {
    const [choice, ...others] = part.choices
    const whole = []
    const close = () => {
      if (open) whole.push({ id: open.id, type: open.type, function: open.function })
      open = undefined
    }
    for (const { index, id, function: fragment } of choice?.delta.tool_calls ?? []) {
      if (open?.index !== index) close()
      open ??= { index, id: id ?? '', type: 'function', function: { name: '', arguments: '' } }
      open.function.name ||= fragment?.name ?? ''
      open.function.arguments += fragment?.arguments ?? ''
    }
    if (choice?.finish_reason) close()
    const choices = (choice ? [choice, ...others] : []).map((one) => {
      const { tool_calls: _, ...rest } = one.delta
      const calls = one === choice && whole.length ? { tool_calls: whole } : {}
      return { ...one, delta: { ...rest, role: 'assistant', ...calls } }
    })
    yield { ...part, choices }
  }
}
