import { accept, type Outcome } from '../problem/problem.js'
import { isPlainlyFolded } from './folded-scan.js'
import type { Pattern } from './pattern.js'
import { PurlFaults, refuseFaults } from './purl-fault.js'
import { readPattern, spellingFault } from './read-pattern.js'

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
