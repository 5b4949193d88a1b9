import { isAbsolute, join } from 'node:path'
import { cliProblem, fail, succeed, type Failed, type Result } from '../../failure.js'

/** Where a publisher's documents are, as `from` in `trust.yaml` says it. */
export type SourcePlace = GitPlace | BundlePlace | FolderPlace

interface InGit {
  /** The whole name of the ref, as `refs/heads/main`; `HEAD` where none is named. */
  readonly ref: string
  /** The publisher's folder in the repository: names joined by `/`, empty for the root. */
  readonly folder: string
}

export interface GitPlace extends InGit {
  readonly kind: 'git'
  readonly protocol: 'https' | 'ssh' | 'file'
  /** As git takes it. */
  readonly url: string
}

export interface BundlePlace extends InGit {
  readonly kind: 'bundle'
  /** Absolute, or relative to the folder that the command runs in. */
  readonly path: string
}

export interface FolderPlace {
  readonly kind: 'folder'
  readonly path: string
}

/**
 * Reads where a source is. What git would take for an option, for a program to run or for another protocol is refused
 * here, and quoted or guarded again where git is called.
 *
 * @param from - `https://…`, `ssh://…`, `user@host:path` or `file://…`, with `#branch:folder`; a path that ends in
 *   `.bundle`, with the same; or the path of a plain folder.
 * @param base - The folder that paths are relative to: that of `trust.yaml`.
 * @returns The place, or `cli/source-refused`.
 */
export function parseSourcePlace(from: string, base: string): Result<SourcePlace> {
  if (from.startsWith('-'))
    return refused(from, 'expected a source, found what looks like an option', `./${from}`)
  if (/[\u0000-\u001f\u007f]/.test(from)) return refused(from, 'expected no control characters')
  const helper = /^([A-Za-z0-9+.-]+)::/.exec(from)
  if (helper !== null) return refused(from, `expected https, ssh or file, found the transport ${helper[1]!}`)
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(from)?.[1]
  if (scheme !== undefined) return parseUrl(from, scheme)
  if (/^[^/\\#]+@[^/\\#]+:/.test(from)) return parseScp(from)
  const bundle = /^([^#]*\.bundle)(?:#(.*))?$/.exec(from)
  if (bundle !== null) {
    const inside = parseFragment(from, bundle[2])
    return inside.ok ? succeed({ kind: 'bundle', path: at(base, bundle[1]!), ...inside.value }) : inside
  }
  return succeed({ kind: 'folder', path: at(base, from) })
}

function at(base: string, path: string): string {
  return isAbsolute(path) ? path : join(base, path)
}

const host = String.raw`(?:[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:.]+\])`
const user = '[A-Za-z0-9_][A-Za-z0-9._-]*'
const forms = {
  https: new RegExp(`^https://${host}(?::[0-9]{1,5})?/[!-~]+$`),
  ssh: new RegExp(`^ssh://(?:${user}@)?${host}(?::[0-9]{1,5})?/[^-][!-~]*$`),
  // A Windows path stands as file:///C:/…
  file: /^file:\/\/\/[^-].*$/,
  scp: new RegExp(`^${user}@${host}:[^-][!-~]*$`),
}

function parseUrl(from: string, scheme: string): Result<SourcePlace> {
  if (scheme !== 'https' && scheme !== 'ssh' && scheme !== 'file')
    return refused(from, `expected https, ssh or file, found ${scheme}`)
  const [url, fragment] = split(from)
  if (!forms[scheme].test(url)) {
    // The text is not repeated: it may hold a password.
    const what = /^https:\/\/[^/]*@/.test(url)
      ? 'expected no user and no password in an https URL: trust.yaml is read by others'
      : `expected ${scheme === 'file' ? 'file:///' : `${scheme}://host/`} and a path`
    return refused(from, what)
  }
  const inside = parseFragment(from, fragment)
  return inside.ok ? succeed({ kind: 'git', protocol: scheme, url, ...inside.value }) : inside
}

function parseScp(from: string): Result<SourcePlace> {
  const [url, fragment] = split(from)
  if (!forms.scp.test(url)) return refused(from, 'expected user@host:path')
  const inside = parseFragment(from, fragment)
  return inside.ok ? succeed({ kind: 'git', protocol: 'ssh', url, ...inside.value }) : inside
}

function split(from: string): readonly [string, string | undefined] {
  const hash = from.indexOf('#')
  return hash < 0 ? [from, undefined] : [from.slice(0, hash), from.slice(hash + 1)]
}

/** Narrower than git's own rule (git-check-ref-format): what has a meaning to git or to a shell is left out. */
const refName = /^[A-Za-z0-9_][A-Za-z0-9._+-]*(?:\/[A-Za-z0-9_][A-Za-z0-9._+-]*)*$/

function parseFragment(from: string, fragment = ''): Result<InGit> {
  const colon = fragment.indexOf(':')
  const branch = colon < 0 ? fragment : fragment.slice(0, colon)
  const folder = colon < 0 ? '' : fragment.slice(colon + 1)
  if (branch !== '' && (!refName.test(branch) || /\.\.|\.lock(?:\/|$)|\.(?:\/|$)/.test(branch)))
    return refused(from, `expected the name of a branch before the colon, found ${branch}`)
  if (folder !== '' && !folder.split('/').every(isFolderName))
    return refused(from, `expected a folder such as lists/example-tre behind the colon, found ${folder}`)
  const ref = branch === '' ? 'HEAD' : branch.startsWith('refs/') ? branch : `refs/heads/${branch}`
  return succeed({ ref, folder })
}

function isFolderName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && name.toLowerCase() !== '.git' && !name.includes('\\')
}

function refused(from: string, what: string, mend?: string): Failed {
  // A password must not reach a log by way of the message.
  const source = from.replace(/^([a-z]+:\/\/)[^/@]*@/, '$1…@')
  return fail(
    cliProblem('cli/source-refused', what, { source }, mend === undefined ? undefined : `write ${mend}`),
  )
}
