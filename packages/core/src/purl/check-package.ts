import { accept, type Outcome } from '../problem/problem.js'
import { foldIdentity } from './fold-package.js'
import { isPlainlyFolded } from './folded-scan.js'
import { readPurl } from './parse-purl.js'
import { isPackageId, type Pattern } from './pattern.js'
import { PurlFault, PurlFaults, refuseFaults } from './purl-fault.js'
import { toPurlText } from './purl.js'

/**
 * Reads a package or a pattern in any spelling that has one meaning, and folds it.
 *
 * For people's drafts and for imports; what is signed must be folded already, see {@link checkPackage}.
 *
 * @spec package#patterns
 * @returns The folded pattern, or every reason it was refused: those of {@link parsePurl} and {@link foldPackage}, and
 *   `purl/wildcard-misplaced`.
 */
export function parsePattern(text: string): Outcome<Pattern> {
  const folded = readPattern(text)
  return folded instanceof PurlFaults ? refuseFaults(folded) : accept(folded)
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

function readPattern(text: string): Pattern | PurlFaults {
  const wildcard = endsInWildcard(text)
  const read = readPurl(text, wildcard)
  return read instanceof PurlFaults ? read : foldIdentity(read, wildcard)
}

/**
 * Checks the member `package` of a signed entry: a package or a pattern, in canonical form and folded. Nothing is
 * repaired: the text is the identity, or it is refused.
 *
 * Warnings ({@link parsePurl} gives them) are left to `lint`, and what an allow must name to {@link findMissingOrigin}.
 *
 * @spec package#identity
 * @returns The same text, or `purl/not-canonical`, `purl/not-folded`, or why the text is no package at all.
 */
export function checkPackage(text: string): Outcome<Pattern> {
  if (isPlainlyFolded(text)) return accept(text)
  const folded = readPattern(text)
  if (folded instanceof PurlFaults) return refuseFaults(folded)
  if (folded === text) return accept(text)
  return refuseFaults(new PurlFaults([spellingFault(text, folded)]))
}

/** Whether a text is a package or a pattern in the one spelling that signed lists carry. */
export function isFolded(text: string): text is Pattern {
  return isPlainlyFolded(text) || readPattern(text) === text
}

function spellingFault(text: string, folded: Pattern): PurlFault {
  const mend = `write ${folded}`
  const read = readPurl(text, endsInWildcard(text))
  const canonical = read instanceof PurlFaults || !isPackageId(folded) ? folded : toPurlText(read)
  const offset = firstDifference(text, canonical === text ? folded : canonical)
  return canonical === text
    ? new PurlFault('purl/not-folded', `the identity of this package is written ${folded}`, offset, mend)
    : new PurlFault('purl/not-canonical', `the canonical form is ${canonical}`, offset, mend)
}

function firstDifference(a: string, b: string): number {
  let index = 0
  while (index < a.length && a.charCodeAt(index) === b.charCodeAt(index)) index++
  return index
}
