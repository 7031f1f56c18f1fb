const open = new WeakMap()

/**
 * A stream of a client that can be stopped while it is read: the loop over it then throws an `AbortError`.
 *
 * @template Part
 * @param {object} client
 * @param {PromiseLike<AsyncIterable<Part> & { controller: AbortController }>} request
 */
export async function abortable(client, request) {
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

/**
 * Stops all streams of a client that are being read.
 *
 * @param {object} client
 */
export function abortAll(client) {
  for (const controller of open.get(client) ?? []) controller.abort()
}
