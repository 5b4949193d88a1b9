/** Scope and name of an npm package: `@scope/name` has the namespace `@scope`. */
export function splitNpmName(name: string): {
  readonly namespace: string | undefined
  readonly name: string
} {
  const slash = name.startsWith('@') ? name.indexOf('/') : -1
  return slash < 0
    ? { namespace: undefined, name }
    : { namespace: name.slice(0, slash), name: name.slice(slash + 1) }
}
