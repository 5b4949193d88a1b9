import { foldRepositoryUrl } from '../purl/fold-repository.js'

/** User and password in front of a host, as index URLs have them. What comes behind `@` is the host, whatever stands here. */
const userPart = /^([A-Za-z][A-Za-z0-9+.-]*:\/\/)[A-Za-z0-9._~%!$&'()*+,;=:-]*@/

/** The token of a private channel of conda, `…/t/TOKEN/…`, stands for a password. */
const tokenPart = /\/t\/[A-Za-z0-9._~-]{1,512}\//

/** One spelling of a registry's address: without user and password; undefined where it has none. */
export function foldRegistry(url: string): string | undefined {
  return foldRepositoryUrl(url.replace(userPart, '$1').replace(tokenPart, '/'))
}

/** Of the address of a conda channel the part that several channels share, folded: without the channel's own name. */
export function baseOfChannel(url: string): string | undefined {
  const folded = foldRegistry(url)
  if (folded === undefined) return undefined
  const end = folded.lastIndexOf('/')
  return folded.slice(0, end < 0 ? folded.length : end)
}

/** Whether an address lies under one of those that were named, by whole segments of the path. */
export function liesUnder(folded: string | undefined, named: readonly string[]): boolean {
  if (folded === undefined) return false
  return named.some((each) => {
    const base = foldRegistry(each)
    return base !== undefined && (folded === base || folded.startsWith(`${base}/`))
  })
}

/** For messages: nobody's password is repeated. */
export function shownRegistry(url: string | undefined): string {
  if (url === undefined) return "the tool's usual registry"
  const at = url.lastIndexOf('@')
  const start = url.indexOf('://') + 3
  const shown = at > start && start > 2 ? `${url.slice(0, start)}…${url.slice(at)}` : url
  return withoutPasswords(shown)
}

/** A text of a file with every password in it left out. */
export function withoutPasswords(text: string): string {
  return text.replace(/:\/\/[^\s/@]{1,512}@/g, '://…@').replace(/\/t\/[A-Za-z0-9._~-]{8,512}(?=\/)/g, '/t/…')
}
