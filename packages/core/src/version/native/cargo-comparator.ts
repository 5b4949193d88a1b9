import type { Problem } from '../../problem/problem.js'
import { digitsEnd } from '../order-key.js'
import { isBlank, malformed, type Piece } from './reading.js'

export type CargoOperator = '=' | '>' | '>=' | '<' | '<=' | '~' | '^' | '*'

/** One comparator of a requirement; numbers that are left out or wild are undefined. */
export interface CargoComparator {
  readonly operator: CargoOperator
  readonly major: number
  readonly minor: number | undefined
  readonly patch: number | undefined
  /** Without the dash; empty where there is none. */
  readonly pre: string
  readonly offset: number
}

const operators = ['>=', '<=', '>', '<', '=', '~', '^'] as const

/**
 * Reads one comparator as the `semver` crate does (parse.rs, `comparator`): an operator, the caret where none stands,
 * then up to three numbers, of which the last may be `*`, `x` or `X`; a pre-release and build metadata after three.
 */
export function readCargoComparator({ text, offset }: Piece): CargoComparator | Problem {
  const operator = operators.find((each) => text.startsWith(each))
  let at = operator?.length ?? 0
  while (isBlank(text.charCodeAt(at))) at++
  const numbers: (number | undefined)[] = []
  for (;;) {
    const end = digitsEnd(text, at)
    if (end > at) {
      if (numbers.includes(undefined)) return malformed('a number may not follow a wildcard', offset + at)
      const number = readNumber(text.slice(at, end))
      if (number === undefined) {
        return malformed('expected a number below 2^53 without leading zeros', offset + at)
      }
      numbers.push(number)
      at = end
    } else if (numbers.length > 0 && isWild(text[at])) {
      numbers.push(undefined)
      at++
    } else return malformed('expected a number of a version, for instance 1.2.3', offset + at)
    if (numbers.length === 3 || text[at] !== '.') break
    at++
  }
  const [major, minor, patch] = numbers
  const hasWildcard = numbers.includes(undefined)
  let pre = ''
  if (patch !== undefined) {
    const found = suffix.exec(text.slice(at))
    if (found === null) return malformed('this is no pre-release or build metadata', offset + at)
    pre = found[1] ?? ''
  } else if (at < text.length) return malformed('expected the end of the comparator or a comma', offset + at)
  const chosen = operator ?? (hasWildcard ? '*' : '^')
  return { operator: chosen, major: major!, minor, patch, pre, offset }
}

/** Whether each identifier is well formed is left to the reading of the version. */
const suffix = /^(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/

function isWild(character: string | undefined): boolean {
  return character === '*' || character === 'x' || character === 'X'
}

function readNumber(digits: string): number | undefined {
  if (digits.length > 1 && digits.startsWith('0')) return undefined
  const number = Number(digits)
  // One more is written where the next number is needed.
  return number < Number.MAX_SAFE_INTEGER ? number : undefined
}
