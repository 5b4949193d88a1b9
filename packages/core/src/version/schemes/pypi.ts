import { VersionFault, type VersionScheme } from '../scheme.js'
import {
  compareKeys,
  digitsEnd,
  isDigit,
  isLetter,
  pushNumber,
  skipZeros,
  toOrderKey,
  zeroUnit,
  type OrderKey,
} from '../order-key.js'

/**
 * PEP 440, kept today as "Version specifiers" of the Python Packaging User Guide. Read as its Appendix B reads
 * versions, with every other spelling that "Normalization" allows (`1.0-RC_1`, `v1.0`, `1.0-1` for `1.0.post1`).
 *
 * We depart in one place: white space around a version, which normalisation would strip, is refused.
 */
export const pypiScheme: VersionScheme<OrderKey> = {
  id: 'pypi',
  ordered: true,
  parse(text) {
    const parts = scan(text)
    return parts instanceof VersionFault ? parts : keyOf(text, parts)
  },
  compare: compareKeys,
  isPreRelease,
  normalForm(text) {
    const parts = scan(text)
    return parts instanceof VersionFault ? parts : normalFormOf(text, parts)
  },
}

/** Marks of the order in "Summary of permitted suffixes and relative ordering": what may follow the release, lowest first. */
const wordEnd = 0x01
const devMark = 0x02
const alphaMark = 0x03
const betaMark = 0x04
const candidateMark = 0x05
const finalMark = 0x06
const postMark = 0x07

/** Where the parts stand in the text; an epoch that is absent is empty. */
interface Parts {
  readonly epoch: number
  readonly epochEnd: number
  readonly release: number
  readonly releaseEnd: number
  /** Undefined for a final release, as most are. */
  readonly suffix: Suffix | undefined
}

/** A part that is absent begins at -1, a number left out is empty. */
interface Suffix {
  /** Its mark, from `alphaMark` to `candidateMark`; 0 where there is none. */
  readonly pre: number
  readonly preNumber: number
  readonly preEnd: number
  readonly post: number
  readonly postEnd: number
  readonly dev: number
  readonly devEnd: number
  readonly local: number
}

function scan(text: string): Parts | VersionFault {
  // "Preceding v character"
  const epoch = (text.charCodeAt(0) | 0x20) === 0x76 ? 1 : 0
  let release = epoch
  let epochEnd = epoch
  let at = digitsEnd(text, release)
  if (at === release) return new VersionFault('it must begin with a number', at)
  if (text.charCodeAt(at) === 0x21) {
    epochEnd = at
    release = at + 1
    at = digitsEnd(text, release)
    if (at === release) return new VersionFault('a number must follow the epoch', at)
  }
  while (text.charCodeAt(at) === 0x2e && isDigit(text.charCodeAt(at + 1))) at = digitsEnd(text, at + 1)
  const suffix = at === text.length ? undefined : scanSuffix(text, at)
  if (suffix instanceof VersionFault) return suffix
  return { epoch, epochEnd, release, releaseEnd: at, suffix }
}

function scanSuffix(text: string, start: number): Suffix | VersionFault {
  let at = start
  let pre = 0
  let preNumber = -1
  let preEnd = -1
  let word = skipSeparator(text, at)
  let length = preReleaseWord(text, word)
  if (length > 0) {
    pre = preReleaseMark(text, word)
    preNumber = skipSeparator(text, word + length)
    preEnd = at = digitsEnd(text, preNumber)
  }
  let post = -1
  let postEnd = -1
  word = skipSeparator(text, at)
  length = postReleaseWord(text, word)
  if (text.charCodeAt(at) === 0x2d && isDigit(text.charCodeAt(at + 1))) {
    // "Implicit post releases"
    post = at + 1
    postEnd = at = digitsEnd(text, post)
  } else if (length > 0) {
    post = skipSeparator(text, word + length)
    postEnd = at = digitsEnd(text, post)
  }
  let dev = -1
  let devEnd = -1
  word = skipSeparator(text, at)
  if (isWordAt(text, word, 'dev')) {
    dev = skipSeparator(text, word + 3)
    devEnd = at = digitsEnd(text, dev)
  }
  let local = -1
  if (text.charCodeAt(at) === 0x2b) {
    local = at + 1
    at = localEnd(text, local)
    if (at < 0)
      return new VersionFault('a local version is letters and digits, with one ".", "-" or "_" between', ~at)
  }
  if (at < text.length) return new VersionFault('PEP 440 allows nothing of this kind here', at)
  return { pre, preNumber, preEnd, post, postEnd, dev, devEnd, local }
}

function isSeparator(code: number): boolean {
  return code === 0x2e || code === 0x2d || code === 0x5f
}

/** "Pre-release separators" and their kin: one of `.`, `-`, `_` may stand before and after a word, and says nothing. */
function skipSeparator(text: string, at: number): number {
  return isSeparator(text.charCodeAt(at)) ? at + 1 : at
}

/** In any case: "Case sensitivity". */
function isWordAt(text: string, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index++) {
    if ((text.charCodeAt(at + index) | 0x20) !== word.charCodeAt(index)) return false
  }
  return true
}

/** How long the word is, the longest that fits; 0 where there is none. "Pre-release spelling". */
function preReleaseWord(text: string, at: number): number {
  switch (text.charCodeAt(at) | 0x20) {
    case 0x61:
      return isWordAt(text, at, 'alpha') ? 5 : 1
    case 0x62:
      return isWordAt(text, at, 'beta') ? 4 : 1
    case 0x63:
      return 1
    case 0x70:
      return isWordAt(text, at, 'preview') ? 7 : isWordAt(text, at, 'pre') ? 3 : 0
    case 0x72:
      return isWordAt(text, at, 'rc') ? 2 : 0
    default:
      return 0
  }
}

function preReleaseMark(text: string, at: number): number {
  const first = text.charCodeAt(at) | 0x20
  return first === 0x61 ? alphaMark : first === 0x62 ? betaMark : candidateMark
}

/** "Post release spelling". */
function postReleaseWord(text: string, at: number): number {
  const first = text.charCodeAt(at) | 0x20
  if (first === 0x70) return isWordAt(text, at, 'post') ? 4 : 0
  if (first === 0x72) return isWordAt(text, at, 'rev') ? 3 : 1
  return 0
}

/** Where the local version ends, which is at something foreign or at the end; the complement of the place of a fault. */
function localEnd(text: string, start: number): number {
  let at = start
  for (;;) {
    const segment = at
    at = segmentEnd(text, at)
    if (at === segment) return ~at
    if (!isSeparator(text.charCodeAt(at))) return at
    at++
  }
}

function segmentEnd(text: string, start: number): number {
  let at = start
  while (isDigit(text.charCodeAt(at)) || isLetter(text.charCodeAt(at))) at++
  return at
}

function keyOf(text: string, parts: Parts): OrderKey {
  const units: number[] = []
  pushNumber(units, text, parts.epoch, parts.epochEnd)
  pushRelease(units, text, parts.release, parts.releaseEnd)
  if (parts.suffix === undefined) units.push(finalMark)
  else pushSuffix(units, text, parts.suffix)
  return toOrderKey(units)
}

function pushSuffix(units: number[], text: string, suffix: Suffix): void {
  if (suffix.pre > 0) {
    units.push(suffix.pre)
    pushNumber(units, text, suffix.preNumber, suffix.preEnd)
  }
  if (suffix.post >= 0) {
    units.push(postMark)
    pushNumber(units, text, suffix.post, suffix.postEnd)
  }
  if (suffix.dev >= 0) {
    units.push(devMark)
    pushNumber(units, text, suffix.dev, suffix.devEnd)
  } else {
    units.push(finalMark)
  }
  // A version without a local part is the beginning of the keys of those with one, and so below them.
  if (suffix.local >= 0) pushLocal(units, text, suffix.local)
}

/** "Final releases": compared after padding with zeros, so zeros at the end are not written. */
function pushRelease(units: number[], text: string, release: number, releaseEnd: number): void {
  let zeros = 0
  for (let start = release; start < releaseEnd;) {
    const end = digitsEnd(text, start)
    const from = skipZeros(text, start, end)
    if (from === end) zeros++
    else {
      for (; zeros > 0; zeros--) units.push(zeroUnit)
      pushNumber(units, text, from, end)
    }
    start = end + 1
  }
}

/** "Local version identifiers": numbers by value and above words, words by ASCII in lower case, more segments above fewer. */
function pushLocal(units: number[], text: string, local: number): void {
  for (let start = local; start < text.length;) {
    const end = segmentEnd(text, start)
    if (digitsEnd(text, start) === end) pushNumber(units, text, start, end)
    else {
      for (let at = start; at < end; at++) {
        const code = text.charCodeAt(at)
        units.push(isDigit(code) ? code : code | 0x20)
      }
      units.push(wordEnd)
    }
    start = end + 1
  }
}

/** "Handling of pre-releases": pre-releases and developmental releases, also of a post-release; never a post-release itself. */
function isPreRelease(key: OrderKey): boolean {
  for (let at = 0; at < key.length; at++) {
    const unit = key.charCodeAt(at)
    if (unit >= devMark && unit <= candidateMark) return true
  }
  return false
}

const spelling = new Map([
  [alphaMark, 'a'],
  [betaMark, 'b'],
  [candidateMark, 'rc'],
])

function normalFormOf(text: string, { epoch, epochEnd, release, releaseEnd, suffix }: Parts): string {
  const era = plainNumber(text, epoch, epochEnd)
  let form = era === '0' ? '' : `${era}!`
  form += plainNumbers(text.slice(release, releaseEnd))
  if (suffix === undefined) return form
  if (suffix.pre > 0) form += spelling.get(suffix.pre)! + plainNumber(text, suffix.preNumber, suffix.preEnd)
  if (suffix.post >= 0) form += `.post${plainNumber(text, suffix.post, suffix.postEnd)}`
  if (suffix.dev >= 0) form += `.dev${plainNumber(text, suffix.dev, suffix.devEnd)}`
  if (suffix.local >= 0) form += `+${plainNumbers(text.slice(suffix.local).toLowerCase())}`
  return form
}

/** Every part that is a number without its leading zeros, joined by dots. */
function plainNumbers(text: string): string {
  return text
    .split(/[._-]/)
    .map((part) => (digitsEnd(part, 0) === part.length ? plainNumber(part, 0, part.length) : part))
    .join('.')
}

function plainNumber(text: string, start: number, end: number): string {
  return text.slice(skipZeros(text, start, end), end) || '0'
}
