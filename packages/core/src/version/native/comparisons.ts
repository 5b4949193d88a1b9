import { comparators, type Comparator } from '../comparator.js'
import {
  intersectAll,
  NativeFault,
  rangeOf,
  splitAtCommas,
  trimBlanks,
  type NativeReader,
} from './native-range.js'

/** A reader of comparisons joined by commas, each a sign and a version; signs are tried in the given order. */
function comparisonReader(example: string, signs: readonly (readonly [string, Comparator])[]): NativeReader {
  return (text, scheme) => {
    const parts = splitAtCommas(text)
    if (parts === undefined) return new NativeFault('malformed', `expected comparisons such as ${example}`)
    return intersectAll(
      scheme,
      parts.map((part) => {
        const found = signs.find(([sign]) => part.startsWith(sign))
        if (found === undefined)
          return new NativeFault('malformed', `expected a comparison such as ${example}`)
        return rangeOf(scheme, found[1], trimBlanks(part.slice(found[0].length)))
      }),
    )
  }
}

/** Comparisons of a DESCRIPTION ("Writing R Extensions", 1.1.1, Depends; `tools:::.split_dependencies`). */
export const readCranRange = comparisonReader('>= 1.2', [
  ['>=', comparators.greaterOrEqual],
  ['<=', comparators.lessOrEqual],
  ['==', comparators.equal],
  ['!=', comparators.notEqual],
  ['>', comparators.greater],
  ['<', comparators.less],
])

/** Relations of Debian Policy 7.1. The signs `<` and `>` are obsolete and mean `<=` and `>=` there: refused. */
export const readDebRange = comparisonReader('>= 1.2-1', [
  ['>=', comparators.greaterOrEqual],
  ['<=', comparators.lessOrEqual],
  ['<<', comparators.less],
  ['>>', comparators.greater],
  ['=', comparators.equal],
])
