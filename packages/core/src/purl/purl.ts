import { encodePart } from './escape.js'

/** The parts of a package URL (ECMA-427), decoded. */
export interface PurlParts {
  readonly type: string
  /** Segments joined by `/`. */
  readonly namespace?: string | undefined
  readonly name: string
  readonly version?: string | undefined
  readonly qualifiers?: ReadonlyMap<string, string> | undefined
  /** Segments joined by `/`, relative to the root of the package. */
  readonly subpath?: string | undefined
}

/**
 * A valid package URL, normalised as its type rules: what {@link parsePurl} and {@link buildPurl} yield.
 *
 * Two of them are equal if and only if {@link toPurlText} is. That is equality of purls; the identity of a package is
 * the folded form, from {@link foldPackage}.
 */
export interface Purl {
  readonly type: string
  readonly namespace: string | undefined
  readonly name: string
  readonly version: string | undefined
  /** Sorted by code unit of the key. */
  readonly qualifiers: ReadonlyMap<string, string>
  readonly subpath: string | undefined
}

function encodeSegments(text: string): string {
  return text.includes('/') ? text.split('/').map(encodePart).join('/') : encodePart(text)
}

/** The path without the version: `pkg:type/namespace/name`. */
export function toPathText(type: string, namespace: string | undefined, name: string): string {
  const start = namespace === undefined ? `pkg:${type}/` : `pkg:${type}/${encodeSegments(namespace)}/`
  return start + (type === 'git' ? encodeSegments(name) : encodePart(name))
}

/** `?key=value&…`, or nothing where there are none. */
export function toQualifiersText(qualifiers: ReadonlyMap<string, string>): string {
  let text = ''
  for (const [key, value] of qualifiers) text += `${text === '' ? '?' : '&'}${key}=${encodePart(value)}`
  return text
}

/**
 * The canonical form of a package URL: the one ASCII spelling of what it says.
 *
 * @spec package#canonical-form
 */
export function toPurlText(purl: Purl): string {
  const version = purl.version === undefined ? '' : `@${encodePart(purl.version)}`
  const subpath = purl.subpath === undefined ? '' : `#${encodeSegments(purl.subpath)}`
  const path = toPathText(purl.type, purl.namespace, purl.name)
  return path + version + toQualifiersText(purl.qualifiers) + subpath
}

/** Whether two purls have one canonical form. Whether they are one package, {@link foldPackage} says. */
export function isSamePurl(a: Purl, b: Purl): boolean {
  return toPurlText(a) === toPurlText(b)
}
