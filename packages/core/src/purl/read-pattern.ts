import { foldIdentity } from './fold-package.js'
import { readPurl } from './parse-purl.js'
import { isPackageId, type Pattern } from './pattern.js'
import { PurlFault, PurlFaults } from './purl-fault.js'
import { toPurlText } from './purl.js'

/** The full reader of what is no plain package: folded, or every reason it was refused. */
export function readPattern(text: string): Pattern | PurlFaults {
  const wildcard = endsInWildcard(text)
  const read = readPurl(text, wildcard)
  return read instanceof PurlFaults ? read : foldIdentity(read, wildcard)
}

/** Where a text differs from the one spelling of its package, and how. */
export function spellingFault(text: string, folded: Pattern): PurlFault {
  const mend = `write ${folded}`
  const read = readPurl(text, endsInWildcard(text))
  const canonical = read instanceof PurlFaults || !isPackageId(folded) ? folded : toPurlText(read)
  const offset = firstDifference(text, canonical === text ? folded : canonical)
  return canonical === text
    ? new PurlFault('purl/not-folded', `the identity of this package is written ${folded}`, offset, mend)
    : new PurlFault('purl/not-canonical', `the canonical form is ${canonical}`, offset, mend)
}

/** The wildcard stands as the whole last segment of the path, after the type. */
function endsInWildcard(text: string): boolean {
  if (isPackageId(beforeFragment(text))) return false
  const mark = text.indexOf('?')
  const end = mark < 0 ? beforeFragment(text).length : mark
  return text.charCodeAt(end - 2) === 0x2f
}

function beforeFragment(text: string): string {
  const hash = text.indexOf('#')
  return hash < 0 ? text : text.slice(0, hash)
}

function firstDifference(a: string, b: string): number {
  let index = 0
  while (index < a.length && a.charCodeAt(index) === b.charCodeAt(index)) index++
  return index
}
