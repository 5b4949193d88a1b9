import type { PolicyRule, PolicySegment } from '@trustlist/schema'
import { typeOfPattern } from '../purl/pattern.js'
import type { Day } from '../text/instant.js'
import { cutPoints } from '../version/cut.js'
import { parseRange } from '../version/parse-range.js'
import type { VersionRange } from '../version/range.js'
import { schemeOf } from '../version/registry.js'
import type { VersionScheme } from '../version/scheme.js'
import { compareVersions, type Version } from '../version/version.js'
import { compareSeverity } from './severity.js'

/** The segments of one snapshot along their version line. */
export interface SegmentLine {
  readonly cuts: readonly Version[]
  /** By piece, as in `VersionRange.inside`; undefined where no segment holds it. */
  readonly owners: readonly (PolicySegment | undefined)[]
}

/** What a segment says of one version, and whether it names that version alone. */
export interface SegmentAnswer {
  readonly segment: PolicySegment
  readonly isPoint: boolean
}

/** One rule of a policy, with its version ranges read when they are first asked for. */
export class RuleView {
  readonly rule: PolicyRule
  readonly scheme: VersionScheme
  readonly #lines = new Map<string | undefined, SegmentLine>()
  readonly #snapshots: ReadonlySet<string | undefined>

  constructor(rule: PolicyRule) {
    this.rule = rule
    this.scheme = schemeOf(typeOfPattern(rule.package))
    this.#snapshots = new Set(rule.segments.map(({ asOf }) => asOf))
  }

  /** The segments that hold for an inventory of this snapshot: its own where there are some, else those of any date. */
  segments(snapshot: string | undefined): readonly PolicySegment[] {
    const asOf = this.#snapshots.has(snapshot) ? snapshot : undefined
    return this.rule.segments.filter((segment) => segment.asOf === asOf)
  }

  /** The segment that holds a version. Undefined where the policy was not made by these rules and leaves a gap. */
  find(version: Version, snapshot: string | undefined): SegmentAnswer | undefined {
    const line = this.line(snapshot)
    const segment = line.owners[pieceOf(version, line.cuts)]
    return segment === undefined ? undefined : { segment, isPoint: isPointText(segment.versions) }
  }

  /** The same segments as pieces of the version line. */
  line(snapshot: string | undefined): SegmentLine {
    const asOf = this.#snapshots.has(snapshot) ? snapshot : undefined
    let line = this.#lines.get(asOf)
    if (line === undefined) this.#lines.set(asOf, (line = toLine(this.segments(asOf))))
    return line
  }

  /** The snapshots that have segments of their own, ascending. */
  get snapshots(): readonly Day[] {
    return [...this.#snapshots].filter((each) => each !== undefined).sort()
  }
}

/** One exact version and nothing else: no comparator, no asterisk, no pipe. */
export function isPointText(versions: string): boolean {
  const first = versions.charAt(versions.indexOf('/') + 1)
  return !'<>!*'.includes(first) && !versions.includes('|')
}

function toLine(segments: readonly PolicySegment[]): SegmentLine {
  const ranges = segments.map(({ versions }) => {
    const range = parseRange(versions)
    return range.ok ? range.value : undefined
  })
  const cuts = cutPoints(ranges.filter((range) => range !== undefined))
  const owners = new Array<PolicySegment | undefined>(2 * cuts.length + 1)
  ranges.forEach((range, index) => {
    if (range !== undefined) own(owners, cuts, range, segments[index]!)
  })
  return { cuts, owners }
}

/** Marks the pieces of a range. Where segments overlap, as no merge writes them, the most severe holds. */
function own(
  owners: (PolicySegment | undefined)[],
  cuts: readonly Version[],
  range: VersionRange,
  segment: PolicySegment,
): void {
  const mark = (from: number, to: number) => {
    for (let piece = from; piece <= to; piece++) {
      const other = owners[piece]
      if (other === undefined || compareSeverity(segment.decision, other.decision) > 0)
        owners[piece] = segment
    }
  }
  let from = 0
  range.points.forEach((point, index) => {
    const at = pieceOf(point, cuts)
    if (range.inside[2 * index] === true) mark(from, at - 1)
    if (range.inside[2 * index + 1] === true) mark(at, at)
    from = at + 1
  })
  if (range.inside.at(-1) === true) mark(from, owners.length - 1)
}

function pieceOf(version: Version, cuts: readonly Version[]): number {
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const order = compareVersions(version, cuts[middle]!)
    if (order === 0) return 2 * middle + 1
    if (order < 0) high = middle
    else low = middle + 1
  }
  return 2 * low
}
