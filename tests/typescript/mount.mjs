// Runs a Vue component without a browser: mounts it, submits every form and clicks every button in the order they
// stand in, waiting for each, and prints the text that is then shown.
import { createRenderer, nextTick } from 'vue'

globalThis.Document ??= class {}
globalThis.ShadowRoot ??= class {}

const element = (tag, text = '') => ({ tag, text, parent: null, children: [], props: {}, listeners: {} })

function place(child, parent, anchor = null) {
  remove(child)
  const at = anchor ? parent.children.indexOf(anchor) : parent.children.length
  parent.children.splice(at, 0, child)
  child.parent = parent
}

function remove(child) {
  if (child.parent) child.parent.children.splice(child.parent.children.indexOf(child), 1)
  child.parent = null
}

const { createApp } = createRenderer({
  createElement: (tag) => ({
    ...element(tag),
    style: {},
    addEventListener() {},
    removeEventListener() {},
    setAttribute() {},
    removeAttribute() {},
    getRootNode: () => ({}),
  }),
  createText: (text) => element('', text),
  createComment: () => element('!'),
  setText: (node, text) => { node.text = text },
  setElementText: (node, text) => { node.children = [Object.assign(element('', text), { parent: node })] },
  insert: place,
  remove,
  parentNode: (node) => node.parent,
  nextSibling: (node) => node.parent?.children[node.parent.children.indexOf(node) + 1] ?? null,
  patchProp: (node, key, _, value) => { node.props[key] = value },
})

const all = (node) => [node, ...node.children.flatMap(all)]
const event = { preventDefault() {}, stopPropagation() {}, target: { value: '' } }

export async function run(component) {
  const root = element('root')
  createApp(component).mount(root)
  await settled()
  for (const key of ['onSubmit', 'onClick']) {
    for (const node of all(root).filter((one) => one.props[key])) {
      await Promise.all([node.props[key]].flat().map((listener) => listener(event)))
      await settled()
    }
  }
  console.log(all(root).flatMap((node) => (node.tag === '' && node.text.trim() ? [node.text] : [])).join('|'))
}

const { fetch } = globalThis
let pending = 0

globalThis.fetch = (...given) => {
  pending += 1
  return fetch(...given).finally(() => (pending -= 1))
}

// Nothing says when what a component does by itself has ended: so long after the last request has been answered.
async function settled() {
  do await new Promise((done) => setTimeout(done, 50))
  while (pending)
  await nextTick()
}
