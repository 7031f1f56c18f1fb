import { existsSync, readFileSync } from 'node:fs'

/**
 * The data URL of an image: the path of a file, its bytes, or its bytes as base64 text.
 *
 * @param {Uint8Array | string} image
 */
export function imageUrl(image) {
  const data = typeof image !== 'string' ? Buffer.from(image) : existsSync(image) ? readFileSync(image) : undefined
  const text = data?.toString('base64') ?? String(image).replace(/\s/g, '')
  return `data:image/jpeg;base64,${text}`
}
