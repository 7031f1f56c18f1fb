// left: it needs a function like `image_url`
import ollama from 'ollama'

const seen = async (path: string) =>
  (await ollama.chat({ model: 'llava', messages: [{ role: 'user', content: 'What is this?', images: [path] }] })).message.content

console.log(await seen(process.argv[2] ?? 'cat.png'))
