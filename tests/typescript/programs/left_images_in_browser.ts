// left: it needs a function like `image_url`
import ollama from 'ollama/browser'

export async function see(picture: string): Promise<string> {
  const reply = await ollama.chat({ model: 'llava', messages: [{ role: 'user', content: 'what', images: [picture] }] })
  return reply.message.content
}
