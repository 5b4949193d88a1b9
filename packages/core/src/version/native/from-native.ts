import { accept, problem, refuse, type Outcome, type Problem } from '../../problem/problem.js'
import { isEmptyRange, type VersionRange } from '../range.js'
import { maxConstraints } from '../read-constraints.js'
import { schemeOf } from '../registry.js'
import { readCargoRange } from './cargo.js'
import { readCranRange, readDebRange } from './comparisons.js'
import { NativeFault, type NativeReader } from './native-range.js'
import { readNpmRange } from './npm.js'
import { readPypiRange } from './pypi.js'

/** UTF-16 code units of a native range. */
export const maxNativeLength = 4_096

const readers: ReadonlyMap<string, NativeReader> = new Map([
  ['bioconductor', readCranRange],
  ['cargo', readCargoRange],
  ['cran', readCranRange],
  ['deb', readDebRange],
  ['npm', readNpmRange],
  ['pypi', readPypiRange],
])

/** Types whose native ranges are read, sorted. */
export const nativeTypes: readonly string[] = [...readers.keys()].sort()

/**
 * Turns a range in an ecosystem's own words into versions, never wider.
 *
 * @spec version#native-ranges
 * @returns The range, or `version/native-malformed`, `version/native-inexpressible`. Finding:
 *   `version/native-narrowed` for each part that was left out; who denies by the range must not take it then.
 */
export function fromNative(type: string, text: string): Outcome<VersionRange> {
  const read = readers.get(type)
  if (read === undefined) {
    return refuse(problem('version/native-inexpressible', `native ranges of type ${type} are not read`))
  }
  if (text.length > maxNativeLength) {
    const what = `expected at most ${maxNativeLength} characters in a native range, found ${text.length}`
    return refuse(problem('version/native-malformed', what))
  }
  const native = read(text, schemeOf(type))
  if (native instanceof NativeFault) return refuse(problem(`version/native-${native.kind}`, native.why))
  const { range, narrowed } = native
  if (isEmptyRange(range)) return refuse(inexpressible('it holds no version'))
  if (range.points.length > maxConstraints) {
    return refuse(inexpressible(`it needs more than ${maxConstraints} constraints`))
  }
  return accept(
    range,
    narrowed.map((what) => problem('version/native-narrowed', what)),
  )
}

function inexpressible(what: string): Problem {
  return problem('version/native-inexpressible', what)
}
