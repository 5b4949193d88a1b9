/** Namespace and name of a Go module, by its last slash. */
export function splitGoModule(path: string): {
  readonly namespace: string | undefined
  readonly name: string
} {
  const slash = path.lastIndexOf('/')
  return slash < 0
    ? { namespace: undefined, name: path }
    : { namespace: path.slice(0, slash), name: path.slice(slash + 1) }
}
