import { Assigned, Declared } from './client'

const settings = { ollamaUrl: 'http://localhost:11434' }

console.log(await new Assigned('http://localhost:11434').askOllama('one'))
console.log(await new Declared(settings.ollamaUrl).ask('two'))
