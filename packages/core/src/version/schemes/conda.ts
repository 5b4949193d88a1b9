import { VersionFault, type VersionScheme } from '../scheme.js'
import {
  aboveNumbers,
  compareKeys,
  digitsEnd,
  isDigit,
  isLetter,
  pushNumber,
  skipZeros,
  toOrderKey,
  type OrderKey,
} from '../order-key.js'

/**
 * conda's `VersionOrder` (conda/models/version.py, its docstring and code): `[epoch!]version[+local]`.
 *
 * We depart in two places, both narrower. White space around a version, which conda strips, is refused. So is `*`,
 * which the code lets pass for the sake of match specs and the docstring does not name: no package has it in its
 * version, and who writes `1.*` here means something that one version is not.
 */
export const condaScheme: VersionScheme<OrderKey> = {
  id: 'conda',
  ordered: true,
  parse: parseConda,
  compare: compareKeys,
  isPreRelease,
}

/**
 * Marks. Subcomponents and components that are missing count as 0 and words are below 0. So a 0, or an end of a
 * component with more to come, is below the end of everything where the next that is not 0 is a word, and above it
 * where that is a number. They are written as before a word and raised if a number comes.
 */
const wordEnd = 0x01
const zeroBeforeWord = 0x7b
const componentBeforeWord = 0x7c
const listEnd = 0x7d
const componentBeforeNumber = 0x7e
const zeroBeforeNumber = 0x7f

function parseConda(text: string): OrderKey | VersionFault {
  const hyphen = text.indexOf('-')
  // "Allow for dashes as long as there are no underscores": then they stand for underscores.
  if (hyphen >= 0 && text.includes('_'))
    return new VersionFault('"-" and "_" must not stand in one version', hyphen)
  const epochEnd = text.indexOf('!')
  if (epochEnd >= 0 && (epochEnd === 0 || digitsEnd(text, 0) !== epochEnd)) {
    return new VersionFault('the epoch must be a number', 0)
  }
  const version = epochEnd + 1
  const plus = text.indexOf('+', version)
  const versionEnd = plus < 0 ? text.length : plus
  if (versionEnd === version) return new VersionFault('a version must stand here', version)

  const units: number[] = []
  pushNumber(units, text, 0, Math.max(epochEnd, 0))
  let foreign = pushComponents(units, text, version, versionEnd, true)
  if (foreign < 0) {
    if (plus < 0) units.push(listEnd)
    else foreign = pushComponents(units, text, plus + 1, text.length, false)
  }
  if (foreign < 0) return toOrderKey(units)
  const isEmpty = foreign === text.length || foreign === versionEnd || isJoint(text.charCodeAt(foreign))
  return new VersionFault(
    isEmpty ? 'a component must not be empty' : 'only letters, digits and . _ - may stand here',
    foreign,
  )
}

function isJoint(code: number): boolean {
  return code === 0x2e || code === 0x5f || code === 0x2d
}

/** @returns The place of a fault, or -1. */
function pushComponents(
  units: number[],
  text: string,
  start: number,
  stop: number,
  isVersion: boolean,
): number {
  // "If the last character of version is - or _, don't split that out individually": it ends the last word.
  const hasLastMark = isVersion && isJoint(text.charCodeAt(stop - 1)) && text.charCodeAt(stop - 1) !== 0x2e
  const last = hasLastMark ? stop - 1 : stop
  /** From here on stand only zeros and ends of components. */
  let pending = units.length
  let at = start
  for (;;) {
    const component = at
    // "Components shall start with a number ... prepend fillvalue".
    if (!isDigit(text.charCodeAt(at))) units.push(zeroBeforeWord)
    while (at < last && !isJoint(text.charCodeAt(at))) {
      const code = text.charCodeAt(at)
      if (isDigit(code)) {
        const number = at
        at = digitsEnd(text, at)
        if (skipZeros(text, number, at) === at) {
          units.push(zeroBeforeWord)
          continue
        }
        raise(units, pending)
        pushNumber(units, text, number, at)
      } else if (isLetter(code)) {
        const word = at
        while (isLetter(text.charCodeAt(at))) at++
        pushWord(units, text, word, at, pending, hasLastMark && at === last)
      } else {
        return at
      }
      pending = units.length
    }
    if (hasLastMark && at === last && !isLetter(text.charCodeAt(at - 1))) {
      units.push(0x5f, wordEnd)
      pending = units.length
    } else if (at === component) {
      return at
    }
    while (units.length > pending && units[units.length - 1] === zeroBeforeWord) units.pop()
    if (at === last) break
    units.push(componentBeforeWord)
    at++
  }
  while (units.length > pending) units.pop()
  units.push(listEnd)
  return -1
}

/** `dev` is below every other word (upper case does it), `post` above every number. */
function pushWord(
  units: number[],
  text: string,
  start: number,
  end: number,
  pending: number,
  isMarked: boolean,
): void {
  if (!isMarked && end - start <= 4) {
    const word = text.slice(start, end).toLowerCase()
    if (word === 'post') {
      raise(units, pending)
      units.push(aboveNumbers)
      return
    }
    if (word === 'dev') {
      units.push(0x44, 0x45, 0x56, wordEnd)
      return
    }
  }
  // "Version comparison is case-insensitive".
  for (let at = start; at < end; at++) units.push(text.charCodeAt(at) | 0x20)
  if (isMarked) units.push(0x5f)
  units.push(wordEnd)
}

/** A number, not a word, follows what was pending. */
function raise(units: number[], pending: number): void {
  for (let at = pending; at < units.length; at++) {
    units[at] = units[at] === zeroBeforeWord ? zeroBeforeNumber : componentBeforeNumber
  }
}

/**
 * Any word before the local part but `post`: the docstring has pre-releases "use additional letters", developmental
 * ones `dev`, and says that tags (`1.1.parallel`) are "treated like strings in pre-release versions". Nothing tells
 * the letters of `2024a` or openssl's `1.1.1w` from those of `1.0a1`, and conda puts all three below the number
 * without; so they count as pre-releases, on the side of doubt. A lone `_` at the end marks a release.
 */
function isPreRelease(key: OrderKey): boolean {
  for (let at = 0; at < key.length && key.charCodeAt(at) !== listEnd; at++)
    if (isLetter(key.charCodeAt(at))) return true
  return false
}
