// Compiles programs for as long as its input is open: a request is a line of JSON, and so is its answer.
//   {"bundle": file, "out": file}   one module of a program and the files it imports; packages stay imports
//   {"script": file, "out": file}   the script of a Vue component as TypeScript, for the type checker
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { compileScript, parse } from '@vue/compiler-sfc'
import { build } from 'esbuild'

const mount = fileURLToPath(new URL('./mount.mjs', import.meta.url))

function component(file, inlineTemplate) {
  const { descriptor, errors } = parse(readFileSync(file, 'utf8'), { filename: file })
  if (errors.length > 0) throw errors[0]
  const { content, lang } = compileScript(descriptor, { id: basename(file), inlineTemplate })
  return { content, lang: lang ?? 'js' }
}

const vue = {
  name: 'vue',
  setup({ onLoad }) {
    onLoad({ filter: /\.vue$/ }, ({ path }) => {
      const { content, lang } = component(path, true)
      return { contents: content, loader: lang }
    })
  },
}

function entry(file) {
  if (!file.endsWith('.vue')) return { entryPoints: [file] }
  const contents = `import App from ${JSON.stringify(file)}\nimport { run } from ${JSON.stringify(mount)}\nawait run(App)\n`
  return { stdin: { contents, resolveDir: dirname(file) } }
}

async function answer({ bundle, script, out }) {
  if (script) {
    const { content, lang } = component(script, false)
    writeFileSync(lang === 'ts' ? out : out.replace(/ts$/, 'js'), content)
    return
  }
  await build({
    ...entry(bundle),
    outfile: out,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: bundle.endsWith('.cjs') ? 'cjs' : 'esm',
    target: 'node22',
    jsx: 'automatic',
    define: { 'import.meta.env': 'process.env' },
    logLevel: 'silent',
    plugins: [vue],
  })
}

for await (const line of createInterface({ input: process.stdin })) {
  const error = await answer(JSON.parse(line)).then(
    () => '',
    (problem) => String(problem?.message ?? problem),
  )
  process.stdout.write(`${JSON.stringify({ error })}\n`)
}
