interface ImportMeta {
  readonly env: Record<string, string | undefined>
}

declare module '*.vue' {
  const component: object
  export default component
}
