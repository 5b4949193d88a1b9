/** A repository's address in parts; the scheme is lower-case and undefined where none was written. */
interface Repository {
  readonly scheme: string | undefined
  /** Lower-case host, with its port where that is not the scheme's usual one. */
  readonly host: string
  /** Empty, or from its first slash; without slashes at its end. */
  readonly path: string
}

const schemeForm = /^[a-z][a-z0-9+.-]*$/
const hostForm = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/
const usualPorts = new Map<string | undefined, string>([
  [undefined, ':443'],
  ['https', ':443'],
  ['http', ':80'],
  ['ssh', ':22'],
  ['git', ':9418'],
  ['ftp', ':21'],
])

/**
 * Reads `host/path` or `scheme://host/path`. User names, queries, fragments, dot segments and empty segments would let
 * one repository have many spellings, or hide another: they give undefined.
 *
 * @spec package#folding-of-qualifiers
 */
function parseRepository(text: string): Repository | undefined {
  const mark = text.indexOf('://')
  const scheme = mark < 0 ? undefined : text.slice(0, mark).toLowerCase()
  if (scheme !== undefined && !schemeForm.test(scheme)) return undefined
  const rest = mark < 0 ? text : text.slice(mark + 3)
  if (!plainAddress.test(rest)) return undefined
  const slash = rest.indexOf('/')
  const hostEnd = slash < 0 ? rest.length : slash
  const host = withoutUsualPort(scheme, rest.slice(0, hostEnd).toLowerCase())
  const path = withoutEndSlashes(rest.slice(hostEnd))
  const isLocal = scheme === 'file' && host === '' && path !== ''
  if (!isLocal && !hostForm.test(host)) return undefined
  return path !== '' && hasBadSegment(path.slice(1)) ? undefined : { scheme, host, path }
}

/** What stands bare in the host and path of a URI (RFC 3986), but `@`; escapes stay as they are. */
const plainAddress = /^[A-Za-z0-9._~:/!$&'()*+,;=%[\]-]*$/

function withoutUsualPort(scheme: string | undefined, host: string): string {
  const port = usualPorts.get(scheme)
  return port !== undefined && host.endsWith(port) ? host.slice(0, -port.length) : host
}

/** One spelling of `repository_url`: `https://` is left out, since most purls leave it out; other schemes stay. */
export function foldRepositoryUrl(text: string): string | undefined {
  const repository = parseRepository(text)
  if (repository === undefined) return undefined
  const { scheme, host, path } = repository
  return scheme === undefined || scheme === 'https' ? host + path : `${scheme}://${host}${path}`
}

/** One spelling of a conda channel: a name as it is, or an address with its scheme; without slashes at its end. */
export function foldChannel(text: string): string | undefined {
  if (text.includes('://')) {
    const address = foldRepositoryUrl(text)
    return address === undefined || address.includes('://') ? address : `https://${address}`
  }
  const name = withoutEndSlashes(text)
  return channelForm.test(name) && !hasBadSegment(name) ? name : undefined
}

const channelForm = /^[A-Za-z0-9_][A-Za-z0-9._/-]*$/

function withoutEndSlashes(text: string): string {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 0x2f) end--
  return text.slice(0, end)
}

function hasBadSegment(path: string): boolean {
  return path.split('/').some((segment) => segment === '' || segment === '.' || segment === '..')
}
