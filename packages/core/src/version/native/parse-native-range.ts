import { accept, problem, refuse, type Outcome, type Problem } from '../../problem/problem.js'
import { subtractRange } from '../combine-ranges.js'
import { isEmptyRange, type VersionRange } from '../range.js'
import { toRangeText } from '../range-text.js'
import { maxConstraints } from '../read-constraints.js'
import { schemeOf } from '../registry.js'
import { isPreRelease } from '../version.js'
import { readCargoRequirement } from './cargo.js'
import { readCondaSpec } from './conda.js'
import { readDebianRelation } from './deb.js'
import { readNpmRange } from './npm.js'
import { readPypiSpecifiers } from './pypi.js'
import { readRConstraint } from './cran.js'
import { isProblem, malformed, type NativeReader, type Reading } from './reading.js'

/** UTF-16 code units of a native range. */
export const maxNativeLength = 4_096

/**
 * A range as an ecosystem's own files write it, in terms of VERS.
 *
 * @spec native-range#what-an-allow-takes-and-what-a-denial-takes
 */
export interface NativeRange {
  /**
   * For an allow. Never holds a release that the text does not mean; what VERS cannot say is left out and reported.
   * It may hold pre-releases that the ecosystem passes over by default: then `version/native-pre-releases` says so.
   */
  readonly range: VersionRange
  /** For a denial: everything that some reading of the text takes. */
  readonly widest: VersionRange
  /**
   * The package, where the text names one (conda, Debian, R). Not checked: whether it is the one the range is for. The
   * caller must compare them, as a name alone means every version, and any word reads as a name.
   */
  readonly name?: string
  /** The channel, where the text names one (conda). */
  readonly channel?: string
}

const readers: ReadonlyMap<string, NativeReader> = new Map([
  ['bioconductor', readRConstraint],
  ['cargo', readCargoRequirement],
  ['conda', readCondaSpec],
  ['cran', readRConstraint],
  ['deb', readDebianRelation],
  ['npm', readNpmRange],
  ['pypi', readPypiSpecifiers],
])

/** The ecosystems whose ranges can be read, sorted. */
export const nativeEcosystems: readonly string[] = [...readers.keys()]

/**
 * Turns a range that an ecosystem's tools write (`>=1.2,<2`, `^1.2.3`, `(>= 2.36)`) into VERS, exactly; what VERS
 * cannot say is left out and reported, or refused, never let in.
 *
 * @spec native-range#reading
 * @param ecosystem - A purl type: `bioconductor`, `cargo`, `conda`, `cran`, `deb`, `npm`, `pypi`.
 * @returns The range, or `version/native-unknown-ecosystem`, `version/native-too-long`, `version/native-malformed`,
 *   `version/native-inexpressible`, `version/native-empty`, `version/too-many-constraints`, or a problem of
 *   {@link readVersion} with a version of the text. Findings: `version/native-narrowed`,
 *   `version/native-pre-releases`, `version/native-spelling`.
 */
export function parseNativeRange(ecosystem: string, text: string): Outcome<NativeRange> {
  const read = readers.get(ecosystem)
  if (read === undefined) {
    const what = `expected one of ${nativeEcosystems.join(', ')}, found "${ecosystem}"`
    return refuse(problem('version/native-unknown-ecosystem', what))
  }
  if (text.length > maxNativeLength) {
    const what = `expected at most ${maxNativeLength} characters in a native range, found ${text.length}`
    return refuse(problem('version/native-too-long', what, { column: maxNativeLength + 1 }))
  }
  const foreign = text.search(/[^\t\x20-\x7e]/)
  if (foreign >= 0)
    return refuse(malformed('expected printable ASCII alone, as every ecosystem here does', foreign))
  const reading = read(text, schemeOf(ecosystem))
  if (isProblem(reading)) return refuse(reading)
  const fault = faultOf(text, reading)
  if (fault !== undefined) return refuse(fault)
  const { span, name, channel } = reading
  const named = { ...(name === undefined ? {} : { name }), ...(channel === undefined ? {} : { channel }) }
  return accept({ ...span, ...named }, findingsOf(reading))
}

function faultOf(text: string, { span }: Reading): Problem | undefined {
  if (isEmptyRange(span.widest)) {
    return problem('version/native-empty', `no version satisfies "${text}"`, { column: 1 })
  }
  if (isEmptyRange(span.range)) {
    const what = `nothing is left of "${text}" once what VERS cannot say of it is left out`
    return problem('version/native-inexpressible', what, { column: 1 })
  }
  const { points } = span.range
  if (points.length <= maxConstraints && span.widest.points.length <= maxConstraints) return undefined
  const what = `expected at most ${maxConstraints} constraints, found ${points.length} in what "${text.slice(0, 64)}…" means`
  return problem('version/too-many-constraints', what, { column: 1 })
}

function findingsOf({ span, narrowed, preReleases, remarks = [] }: Reading): readonly Problem[] {
  const findings = [...new Set(narrowed)].map((what) => problem('version/native-narrowed', what))
  findings.push(...[...new Set(remarks)].map((what) => problem('version/native-spelling', what)))
  if (preReleases !== undefined && mayHoldPreRelease(subtractRange(span.range, preReleases))) {
    const text = toRangeText(span.range)!
    const what = `${text} holds pre-releases, by the order of versions, that the ecosystem's tools pass over unless told`
    findings.push(problem('version/native-pre-releases', what))
  }
  return findings
}

/** Between two versions there is always room for a pre-release, or as good as always. */
function mayHoldPreRelease({ points, inside }: VersionRange): boolean {
  return inside.some((isIn, piece) => isIn && (piece % 2 === 0 || isPreRelease(points[piece >> 1]!)))
}
