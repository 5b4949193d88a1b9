import {
  aboveNumbers,
  compareKeys,
  digitsEnd,
  isDigit,
  isLetter,
  pushNumber,
  toOrderKey,
  type OrderKey,
} from '../order-key.js'
import { VersionFault, type VersionScheme } from '../scheme.js'

/**
 * Spack's `StandardVersion` (lib/spack/spack/version/version_types.py): numbers and words, whatever separates them;
 * words below numbers below the names of branches; `alpha`, `beta` and `rc` at the end come before the version
 * without; a shorter version before a longer one that starts with it, so `1.2` is not `1.2.0`.
 *
 * What Spack reads as a reference into git (`git.…`, a full commit, anything with `=`) has no order and is refused.
 */
export const spackScheme: VersionScheme<OrderKey> = {
  id: 'spack',
  ordered: true,
  parse: parseSpack,
  compare: compareKeys,
  isPreRelease,
}

const branches = ['stable', 'nightly', 'trunk', 'head', 'master', 'main', 'develop']
const wordEnd = 0x01
/** Marks of the end, below every part: what is shorter comes first. */
const stages: ReadonlyMap<string, number> = new Map([
  ['alpha', 0x02],
  ['beta', 0x03],
  ['rc', 0x04],
  ['final', 0x05],
])
const finalStage = 0x05

interface Part {
  readonly start: number
  readonly end: number
  readonly isNumber: boolean
}

function parseSpack(text: string): OrderKey | VersionFault {
  if (text.startsWith('git.') || /^[0-9a-f]{40}$/.test(text)) {
    return new VersionFault('a reference into git has no order')
  }
  const parts: Part[] = []
  for (let at = 0; at < text.length;) {
    const start = at
    const isNumber = isDigit(text.charCodeAt(at))
    if (isNumber) at = digitsEnd(text, at)
    else while (isLetter(text.charCodeAt(at))) at++
    if (at > start) parts.push({ start, end: at, isNumber })
    else if (isSeparator(text.charCodeAt(at))) at++
    else return new VersionFault('only letters, digits and . - _ may stand here', at)
  }
  if (parts.length === 0) return new VersionFault('a number or a word must stand here')
  return toKey(text, parts)
}

function toKey(text: string, parts: readonly Part[]): OrderKey {
  const count = parts.length
  const last = parts[count - 1]!
  const hasNumber = count >= 3 && last.isNumber
  const word = hasNumber ? parts[count - 2]! : last
  const stage = count >= 2 ? stages.get(text.slice(word.start, word.end)) : undefined
  const released = stage === undefined ? parts : parts.slice(0, hasNumber ? -2 : -1)
  const units: number[] = []
  for (const part of released) pushPart(units, text, part)
  units.push(stage ?? finalStage)
  if (stage !== undefined && hasNumber) pushNumber(units, text, last.start, last.end)
  return toOrderKey(units)
}

function pushPart(units: number[], text: string, { start, end, isNumber }: Part): void {
  if (isNumber) {
    pushNumber(units, text, start, end)
    return
  }
  const branch = branches.indexOf(text.slice(start, end))
  if (branch >= 0) {
    units.push(aboveNumbers, 0x02 + branch)
    return
  }
  for (let at = start; at < end; at++) units.push(text.charCodeAt(at))
  units.push(wordEnd)
}

function isSeparator(code: number): boolean {
  return code === 0x2e || code === 0x2d || code === 0x5f
}

function isPreRelease(key: OrderKey): boolean {
  for (let at = 0; at < key.length; at++) {
    const unit = key.charCodeAt(at)
    if (unit === aboveNumbers) at++
    else if (unit >= 0x02 && unit <= 0x04) return true
  }
  return false
}
