import { findInvisible, nameOfCodePoint } from '../text/invisible.js'
import { PurlFault, quoted } from './purl-fault.js'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const digits = '0123456789'

function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(128)
  for (let index = 0; index < characters.length; index++) table[characters.charCodeAt(index)] = 1
  return table
}

/** 1 for what stands bare in the canonical form of any part (ECMA-427, 5.4): letters, digits, `.-_~` and the colon. */
export const bareCharacters: Uint8Array = tableOf(`${letters}${digits}.-_~:`)

/** 1 for what may stand bare in foreign text: the URI characters of RFC 3986 but the wildcard `*`. */
const foreignCharacters = tableOf(`${letters}${digits}.-_~:/?#[]@!$&'()+,;=%`)

/** The first character between the two offsets that cannot stand bare in a package URL. */
export function findRefusedCharacter(text: string, from: number, end: number): PurlFault | undefined {
  for (let offset = from; offset < end; offset++) {
    const unit = text.charCodeAt(offset)
    if (unit < 128 && foreignCharacters[unit] === 1) continue
    if (unit === 0x2a) {
      return new PurlFault(
        'purl/wildcard-misplaced',
        'a package was expected, and a bare * was found',
        offset,
      )
    }
    const name = nameOfCodePoint(text.codePointAt(offset)!)
    return new PurlFault('purl/character-refused', `${name} stands bare in a package URL`, offset)
  }
  return undefined
}

function isHexDigit(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 70) || (unit >= 97 && unit <= 102)
}

/** Offset of a percent sign that two hex digits do not follow, or of one that they do; -1 where there is none. */
function findEscape(text: string, from: number, end: number, complete: boolean): number {
  for (let index = text.indexOf('%', from); index >= 0 && index < end; index = text.indexOf('%', index + 1)) {
    const isComplete =
      index + 2 < end && isHexDigit(text.charCodeAt(index + 1)) && isHexDigit(text.charCodeAt(index + 2))
    if (isComplete === complete) return index
  }
  return -1
}

/**
 * Decodes one part exactly once (RFC 3986, 2.1; UTF-8 by RFC 3629).
 *
 * @returns The text, or why not: `purl/escape-malformed`, or what {@link findHiddenCharacter} finds.
 */
export function decodePart(text: string, from: number, end: number): string | PurlFault {
  const raw = text.slice(from, end)
  if (!raw.includes('%')) return raw
  const broken = findEscape(text, from, end, false)
  if (broken >= 0) {
    return new PurlFault('purl/escape-malformed', 'two hex digits were expected after a percent sign', broken)
  }
  try {
    const decoded = decodeURIComponent(raw)
    return findHiddenCharacter(decoded, from) ?? decoded
  } catch {
    return new PurlFault('purl/escape-malformed', `the escapes of ${quoted(raw)} are not UTF-8`, from)
  }
}

/** Controls, line feeds, bidi controls, zero-width characters and lone surrogates: nothing that a name has. */
export function findHiddenCharacter(text: string, offset?: number): PurlFault | undefined {
  const lineFeed = text.indexOf('\n')
  const invisible = lineFeed >= 0 ? lineFeed : findInvisible(text)
  const found = invisible >= 0 ? invisible : findLoneSurrogate(text)
  if (found < 0) return undefined
  const name = nameOfCodePoint(text.codePointAt(found)!)
  return new PurlFault('purl/invisible-character', `${quoted(text)} holds ${name}`, offset)
}

function findLoneSurrogate(text: string): number {
  for (let index = 0; index < text.length; index++) {
    const codePoint = text.codePointAt(index)!
    if (codePoint >= 0xd800 && codePoint <= 0xdfff) return index
    if (codePoint > 0xffff) index++
  }
  return -1
}

/** Whether a decoded part still holds a complete escape, so that reading it once more would give something else. */
export function isStillEscaped(text: string): boolean {
  return findEscape(text, 0, text.length, true) >= 0
}

const escapesOfMarks = new Map([
  ['!', '%21'],
  ['*', '%2A'],
  ["'", '%27'],
  ['(', '%28'],
  [')', '%29'],
  ['%3A', ':'],
])

/** The canonical spelling of one part (ECMA-427, 5.4): what is not bare becomes its UTF-8 bytes in upper-case hex. */
export function encodePart(text: string): string {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 128 && bareCharacters[unit] === 1) continue
    return encodeURIComponent(text).replace(/[!*'()]|%3A/g, (each) => escapesOfMarks.get(each)!)
  }
  return text
}
