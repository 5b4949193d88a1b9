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
import { VersionFault, type VersionScheme } from '../scheme.js'

/**
 * NuGet's package versioning (https://learn.microsoft.com/nuget/concepts/package-versioning; NuGet.Versioning,
 * VersionComparer.Default): one to four numbers up to 2^31-1, missing ones are 0, leading zeros do not count;
 * pre-release labels as in Semantic Versioning 2.0.0 but without regard to case; build metadata is ignored.
 *
 * As in VersionComparer, digits above 2^31-1 in a label are a word.
 */
export const nugetScheme: VersionScheme<OrderKey> = {
  id: 'nuget',
  ordered: true,
  parse: parseNuget,
  compare: compareKeys,
  isPreRelease: (key) => !key.endsWith(release),
}

const largestNumber = 2147483647
const wordEnd = 0x01
const labelsEnd = 0x02
const release = '\xff\xff'

function parseNuget(text: string): OrderKey | VersionFault {
  const units: number[] = []
  let at = 0
  for (let count = 0; count < 4; count++) {
    const start = at
    at = digitsEnd(text, at)
    if (start === at) return new VersionFault('a number must stand here', start)
    if (!isSmall(text, start, at)) return new VersionFault(`a number is above ${largestNumber}`, start)
    pushNumber(units, text, start, at)
    if (text.charCodeAt(at) !== 0x2e) {
      for (count++; count < 4; count++) pushNumber(units, text, at, at)
    } else if (count < 3) at++
  }
  if (text.charCodeAt(at) === 0x2d) {
    do {
      const start = ++at
      while (isLabelCharacter(text.charCodeAt(at))) at++
      if (start === at) return new VersionFault('a label must stand here', start)
      pushLabel(units, text, start, at)
    } while (text.charCodeAt(at) === 0x2e)
    units.push(labelsEnd)
  } else units.push(aboveNumbers, aboveNumbers)
  const metadata = text.charCodeAt(at) === 0x2b
  if (metadata) {
    do {
      const start = ++at
      while (isLabelCharacter(text.charCodeAt(at))) at++
      if (start === at) return new VersionFault('metadata must stand here', start)
    } while (text.charCodeAt(at) === 0x2e)
  }
  if (at < text.length) return new VersionFault('it is not NUMBERS[-LABELS][+METADATA]', at)
  return toOrderKey(units)
}

function isSmall(text: string, start: number, end: number): boolean {
  const from = skipZeros(text, start, end)
  return end - from < 10 || (end - from === 10 && Number(text.slice(from, end)) <= largestNumber)
}

/** Numbers below words, the end of the labels below both. */
function pushLabel(units: number[], text: string, start: number, end: number): void {
  if (digitsEnd(text, start) === end && isSmall(text, start, end)) {
    pushNumber(units, text, start, end)
    return
  }
  units.push(aboveNumbers)
  const word = text.slice(start, end).toLowerCase()
  for (let index = 0; index < word.length; index++) units.push(word.charCodeAt(index))
  units.push(wordEnd)
}

function isLabelCharacter(code: number): boolean {
  return isDigit(code) || isLetter(code) || code === 0x2d
}
