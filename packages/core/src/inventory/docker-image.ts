/** A reference to an image: `host:5000/namespace/name:tag@sha256:…`. */
export interface DockerImage {
  /** The host, where one is written. */
  readonly registry: string | undefined
  readonly namespace: string | undefined
  readonly name: string
  readonly tag: string | undefined
  /** With its algorithm, `sha256:…`. */
  readonly digest: string | undefined
}

const pathForm = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*$/
const tagForm = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/
const digestForm = /^sha256:[0-9a-f]{64}$/

/** Reads a reference as Docker does: the first segment is a host where it has a dot or a colon or is `localhost`. */
export function parseImage(text: string): DockerImage | undefined {
  if (text.length > 1000) return undefined
  const [whole = '', digest, ...more] = text.split('@')
  if (more.length > 0 || (digest !== undefined && !digestForm.test(digest))) return undefined
  const slash = whole.indexOf('/')
  const first = whole.slice(0, Math.max(0, slash))
  const hasHost = /[.:]/.test(first) || first === 'localhost'
  const rest = hasHost ? whole.slice(slash + 1) : whole
  const colon = rest.indexOf(':')
  const path = colon < 0 ? rest : rest.slice(0, colon)
  const tag = colon < 0 ? undefined : rest.slice(colon + 1)
  if (!pathForm.test(path) || (tag !== undefined && !tagForm.test(tag))) return undefined
  const last = path.lastIndexOf('/')
  return {
    registry: hasHost ? `https://${first}` : undefined,
    namespace: last < 0 ? undefined : path.slice(0, last),
    name: path.slice(last + 1),
    tag,
    digest,
  }
}
