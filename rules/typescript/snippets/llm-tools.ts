import type OpenAI from 'openai'

type Call = OpenAI.ChatCompletionMessageFunctionToolCall
type Choice = OpenAI.ChatCompletionChunk.Choice
type Delta = Pick<Choice['delta'], 'content' | 'refusal'> & { role: 'assistant'; tool_calls?: Call[] }
type Part = Omit<OpenAI.ChatCompletionChunk, 'choices'> & { choices: (Omit<Choice, 'delta'> & { delta: Delta })[] }

/** The parts of a stream, with each tool call whole in the part that completes it. */
export async function* wholeToolCalls(stream: AsyncIterable<OpenAI.ChatCompletionChunk>): AsyncGenerator<Part> {
  let open: (Call & { index: number }) | undefined
  for await (const part of stream) {
    const [choice, ...others] = part.choices
    const whole: Call[] = []
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
      return { ...one, delta: { ...rest, role: 'assistant' as const, ...calls } }
    })
    yield { ...part, choices }
  }
}
