import { nameOfCodePoint } from '../text/invisible.js'
import { hasAsciiNames } from './fold-rule.js'
import { PurlFault, quoted } from './purl-fault.js'
import type { Purl } from './purl.js'

/** First and last code point of the blocks whose letters pass for Latin ones. */
const lookAlikeBlocks = [
  [0x370, 0x3ff], // Greek
  [0x400, 0x52f], // Cyrillic
  [0x530, 0x58f], // Armenian
  [0x13a0, 0x13ff], // Cherokee
  [0x1d00, 0x1dbf], // phonetic extensions
  [0x2100, 0x214f], // letter-like symbols
  [0x2c80, 0x2cff], // Coptic
  [0xa4d0, 0xa4ff], // Lisu
  [0xab30, 0xabbf], // Cherokee, small
  [0xff00, 0xffef], // full-width forms
  [0x1d400, 0x1d7ff], // mathematical letters
] as const

const asciiOnly = /^[\x00-\x7f]*$/

/**
 * Flags names that a reader may take for another: in an ecosystem whose names are ASCII every other character; in the
 * rest, ASCII letters mixed with letters of a script that has look-alikes of them. Two names of ASCII letters alone
 * (`l` and `1`) are not compared here; `lint` does that within a list.
 *
 * @spec package#look-alikes
 */
export function findLookAlike(purl: Purl): PurlFault | undefined {
  const name = purl.namespace === undefined ? purl.name : `${purl.namespace}/${purl.name}`
  if (asciiOnly.test(name)) return undefined
  const foreign = firstCodePoint(name, (each) => each > 0x7f) ?? 0
  if (hasAsciiNames(purl.type)) {
    const what = `names of the type ${purl.type} are ASCII, and ${quoted(name)} holds ${nameOfCodePoint(foreign)}`
    return new PurlFault('purl/look-alike', what)
  }
  const mixed = firstCodePoint(name, (each) =>
    lookAlikeBlocks.some(([first, last]) => each >= first && each <= last),
  )
  if (mixed === undefined || !/[A-Za-z]/.test(name)) return undefined
  const what = `${quoted(name)} mixes Latin letters with ${nameOfCodePoint(mixed)}`
  return new PurlFault('purl/look-alike', what)
}

function firstCodePoint(text: string, test: (codePoint: number) => boolean): number | undefined {
  for (const character of text) {
    const codePoint = character.codePointAt(0)!
    if (test(codePoint)) return codePoint
  }
  return undefined
}
