import { compareText } from '../compare-text.js'
import { VersionFault, type VersionScheme } from '../scheme.js'

/** Numbers, and what follows the first character that is neither digit nor dot. */
export interface DottedNumbers {
  readonly numbers: readonly number[]
  readonly rest: string
}

/**
 * VERS type `intdot` (vers-spec, vers-types.md): integers separated by dots, leading zeros ignored, interpretation
 * stops at the first other character. A shorter version comes before a longer one that starts with it (`1.2` before
 * `1.2.0`): the type says nothing of padding.
 *
 * The rest is kept, and orders what is otherwise equal by code unit: `1.2` and `1.2beta` are not the same version,
 * and calling them so would permit one with the other. A version with a rest counts as a pre-release, since the type
 * cannot tell. Numbers above 2^53-1 are refused.
 */
export function intdotScheme(id: string): VersionScheme<DottedNumbers> {
  return { id, ordered: true, parse, compare, isPreRelease: (version) => version.rest !== '' }
}

function parse(text: string): DottedNumbers | VersionFault {
  const numbers: number[] = []
  let index = 0
  for (;;) {
    const start = index
    let number = 0
    for (; index < text.length; index++) {
      const unit = text.charCodeAt(index)
      if (unit < 0x30 || unit > 0x39) break
      number = number * 10 + unit - 0x30
      if (number > Number.MAX_SAFE_INTEGER) return new VersionFault('a number is above 2^53-1', start)
    }
    if (index === start) return new VersionFault('expected a number', start)
    numbers.push(number)
    if (text.charCodeAt(index) !== 0x2e) return { numbers, rest: text.slice(index) }
    index++
  }
}

function compare(a: DottedNumbers, b: DottedNumbers): number {
  const shared = Math.min(a.numbers.length, b.numbers.length)
  for (let index = 0; index < shared; index++) {
    const x = a.numbers[index]!
    const y = b.numbers[index]!
    if (x !== y) return x < y ? -1 : 1
  }
  return a.numbers.length - b.numbers.length || compareText(a.rest, b.rest)
}
