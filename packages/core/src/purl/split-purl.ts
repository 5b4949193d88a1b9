import { purlLimits } from './limits.js'
import { PurlFault, quoted } from './purl-fault.js'

/** A stretch of the text that is read: from, and up to but without end. */
export interface Span {
  readonly from: number
  readonly end: number
}

/** A package URL cut at its separators; nothing is decoded yet. */
export interface SplitPurl {
  /** As written; types are case-insensitive. */
  readonly type: string
  readonly namespace: readonly Span[]
  /** Several for `git` alone, where the name is a path. */
  readonly name: readonly Span[]
  /** The name is the wildcard of a pattern. */
  readonly wildcard: boolean
  readonly version: Span | undefined
  readonly qualifiers: readonly (readonly [key: string, value: Span])[]
  readonly subpath: readonly Span[]
}

/** Where the path ends: before the first `?` or `#`. */
export function endOfPath(text: string): number {
  for (let offset = 0; offset < text.length; offset++) {
    const unit = text.charCodeAt(offset)
    if (unit === 0x3f || unit === 0x23) return offset
  }
  return text.length
}

/** Cuts at a separator; `a//b` gives an empty span between. */
function cut(text: string, from: number, end: number, separator: string): Span[] {
  const spans: Span[] = []
  let start = from
  for (;;) {
    const found = text.indexOf(separator, start)
    if (found < 0 || found >= end) {
      spans.push({ from: start, end })
      return spans
    }
    spans.push({ from: start, end: found })
    start = found + 1
  }
}

/**
 * Cuts a package URL at its separators. Where two published readers would cut differently (a second bare `#` or `?`,
 * a bare `/` after the version's `@`) nothing is guessed: it is refused.
 *
 * @spec package#segments
 */
export function splitPurl(text: string, pathEnd: number, wildcard: boolean): SplitPurl | PurlFault {
  if (!text.startsWith('pkg:')) {
    return new PurlFault(
      'purl/scheme-missing',
      `pkg: was expected, and ${quoted(text.slice(0, 20))} was found`,
      0,
    )
  }
  let typeFrom = 4
  while (text.charCodeAt(typeFrom) === 0x2f) typeFrom++ // ECMA-427, 5.6.1: slashes after the scheme are removed
  const [typeSpan, ...segments] = cut(text, typeFrom, pathEnd, '/')
  const type = text.slice(typeSpan!.from, typeSpan!.end)
  const path = splitPath(text, segments, wildcard)
  if (path instanceof PurlFault) return path
  const hash = text.indexOf('#', pathEnd)
  const queryEnd = hash < 0 ? text.length : hash
  const qualifiers = splitQualifiers(text, pathEnd, queryEnd)
  if (qualifiers instanceof PurlFault) return qualifiers
  const subpath = hash < 0 ? [] : splitSubpath(text, hash)
  if (subpath instanceof PurlFault) return subpath
  const nameCount = type.toLowerCase() === 'git' && !wildcard ? Math.max(1, path.segments.length - 1) : 1
  return {
    type,
    namespace: path.segments.slice(0, -nameCount),
    name: path.segments.slice(-nameCount),
    wildcard,
    version: path.version,
    qualifiers,
    subpath,
  }
}

interface SplitPath {
  readonly segments: readonly Span[]
  readonly version: Span | undefined
}

/** A bare `@` after the start of a segment separates the version; at the start of a segment it belongs to a scope. */
function splitPath(text: string, segments: readonly Span[], wildcard: boolean): SplitPath | PurlFault {
  const last = segments.at(-1)
  if (last === undefined) {
    return new PurlFault('purl/name-missing', 'a name was expected after the type', text.length)
  }
  if (segments.length > purlLimits.segments + 1)
    return tooManyFault('segments', segments.length, segments[0]!.from)
  let scope = text.indexOf('@', segments[0]!.from)
  for (; scope >= 0 && scope < last.from; scope = text.indexOf('@', scope + 1)) {
    if (text.charCodeAt(scope - 1) === 0x2f) continue
    const what = 'a slash stands bare after the @ that would separate the version'
    return new PurlFault('purl/separator-twice', what, scope)
  }
  if (wildcard) return { segments, version: undefined }
  const at = text.lastIndexOf('@', last.end - 1)
  if (at < last.from) return { segments, version: undefined }
  if (at + 1 === last.end) return new PurlFault('purl/component-empty', 'no version follows the @', at)
  const name = { from: last.from, end: at }
  return { segments: [...segments.slice(0, -1), name], version: { from: at + 1, end: last.end } }
}

function splitQualifiers(
  text: string,
  from: number,
  end: number,
): readonly (readonly [string, Span])[] | PurlFault {
  if (from === end) return []
  if (from + 1 === end) return new PurlFault('purl/component-empty', 'no qualifier follows the ?', from)
  const second = text.indexOf('?', from + 1)
  if (second >= 0 && second < end) {
    return new PurlFault('purl/separator-twice', 'a second ? stands bare in the qualifiers', second)
  }
  const pairs: [string, Span][] = []
  const spans = cut(text, from + 1, end, '&')
  if (spans.length > purlLimits.qualifiers) {
    return tooManyFault('qualifiers', spans.length, from)
  }
  for (const span of spans) {
    const equals = text.indexOf('=', span.from)
    if (equals < 0 || equals >= span.end) {
      const what = `key=value was expected, and ${quoted(text.slice(span.from, span.end))} was found`
      return new PurlFault('purl/qualifier-malformed', what, span.from)
    }
    pairs.push([text.slice(span.from, equals), { from: equals + 1, end: span.end }])
  }
  return pairs
}

/** ECMA-427, 5.6.7: slashes at both ends are not significant. */
function splitSubpath(text: string, hash: number): readonly Span[] | PurlFault {
  const second = text.indexOf('#', hash + 1)
  if (second >= 0) return new PurlFault('purl/separator-twice', 'a second # stands bare', second)
  let from = hash + 1
  let end = text.length
  while (from < end && text.charCodeAt(from) === 0x2f) from++
  while (end > from && text.charCodeAt(end - 1) === 0x2f) end--
  if (from === end) return new PurlFault('purl/component-empty', 'no subpath follows the #', hash)
  const segments = cut(text, from, end, '/')
  return segments.length > purlLimits.segments ? tooManyFault('segments', segments.length, from) : segments
}

/** Looked at before the work, so that a text of separators does not give thousands of faults. */
function tooManyFault(of: 'segments' | 'qualifiers', found: number, offset: number): PurlFault {
  const what = `at most ${purlLimits[of]} ${of} were expected, and ${found} were found`
  return new PurlFault('purl/too-long', what, offset)
}
