type Stream<Part> = AsyncIterable<Part> & { controller: AbortController }

const open = new WeakMap<object, Set<AbortController>>()

/** A stream of a client that can be stopped while it is read: the loop over it then throws an `AbortError`. */
export async function abortable<Part>(
  client: object,
  request: PromiseLike<Stream<Part>>,
): Promise<AsyncGenerator<Part> & { abort(): void }> {
  const stream = await request
  const { controller } = stream
  const running = open.get(client) ?? new Set()
  open.set(client, running.add(controller))
  async function* parts() {
    try {
      yield* stream
    } finally {
      running.delete(controller)
    }
    controller.signal.throwIfAborted()
  }
  return Object.assign(parts(), { abort: () => controller.abort() })
}

/** Stops all streams of a client that are being read. */
export function abortAll(client: object): void {
  for (const controller of open.get(client) ?? []) controller.abort()
}
