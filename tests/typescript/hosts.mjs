// The package of the old server has its address built in: a request there goes to the server of the test.
const { fetch } = globalThis
const server = process.env.WIRE_SERVER

globalThis.fetch = (input, init) =>
  fetch(typeof input === 'string' ? input.replace(/^http:\/\/127\.0\.0\.1:(11434|8000)(?=\/|$)/, server) : input, init)
