// left: reads `ollama` of `providerOptions`
import { generateText } from 'ai'
import { ollama } from 'ollama-ai-provider-v2'

const { text } = await generateText({ model: ollama('qwen3'), prompt: 'hi', providerOptions: { ollama: { think: false } } })
console.log(text)
