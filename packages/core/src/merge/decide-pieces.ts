import type { PolicyFile, PolicySegment } from '@trustlist/schema'
import type { Day } from '../text/instant.js'
import type { VersionScheme } from '../version/scheme.js'
import { isPreRelease, type Version } from '../version/version.js'
import type { Material } from './speakers.js'
import type { MergeContext } from './merge-context.js'
import { PieceDecider, type PieceVerdict } from './piece-decider.js'
import { toElseText } from './piece-range.js'
import { toSlots } from './slots.js'
import { sweep } from './sweep.js'

/** A version line cut into pieces, and what holds on each. */
interface Line {
  readonly scheme: VersionScheme
  readonly cuts: readonly Version[]
  readonly verdicts: readonly PieceVerdict[]
}

/**
 * The segments of one rule for one snapshot, ascending.
 *
 * @spec merge#all-versions-at-once
 */
export function decidePieces(
  material: Material,
  scheme: VersionScheme,
  context: MergeContext,
  asOf: Day | undefined,
): readonly PolicySegment[] {
  const { overrides, rows } = material
  const { statements, slotOf } = toSlots(material.statements)
  const decider = new PieceDecider(statements, overrides, rows, context)
  const ranges = material.statements.map(({ range }) => range)
  let slots = slotOf
  if (overrides.length > 0) {
    slots = ranges.map((_, place) => slotOf[place]!)
    slots = [...slots, ...overrides.map((_, index) => statements.length + index)]
    for (const { range } of overrides) ranges.push(range)
  }
  const verdicts: PieceVerdict[] = []
  const slotCount = statements.length + overrides.length
  const cuts = sweep(ranges, slots, slotCount, (cut, held, named) => {
    verdicts.push(decider.decide(cut, held, named))
  })
  const line = { scheme, cuts, verdicts }
  return scheme.ordered ? joinNeighbours(line, context, asOf) : nameApart(line, context, asOf)
}

/** Neighbours that agree in everything become one segment; a pre-release that must be named never does. */
function joinNeighbours(line: Line, context: MergeContext, asOf: Day | undefined): readonly PolicySegment[] {
  const { scheme, cuts, verdicts } = line
  const starts = [0]
  for (let piece = 1; piece < verdicts.length; piece++) {
    if (!isSameVerdict(verdicts[piece - 1]!, verdicts[piece]!) || standsAlone(line, piece, context))
      starts.push(piece)
  }
  // There are millions, so none is longer than it needs to be.
  const segments = new Array<PolicySegment>(starts.length)
  for (let index = 0; index < starts.length; index++) {
    const from = starts[index]!
    const to = (starts[index + 1] ?? verdicts.length) - 1
    segments[index] = toSegment(verdicts[from]!, context.texts.of(scheme, cuts, from, to), asOf)
  }
  return segments
}

/** Whether a piece, or the one before it, is a pre-release that must be named. */
function standsAlone({ cuts }: Line, piece: number, { preReleasesNamed }: MergeContext): boolean {
  return preReleasesNamed && isPreRelease(cuts[(piece - 1) >> 1]!)
}

/** Without an order: the named versions that differ from all others, each by itself, and then everything else. */
function nameApart(
  { scheme, cuts, verdicts }: Line,
  { texts }: MergeContext,
  asOf: Day | undefined,
): readonly PolicySegment[] {
  const others = verdicts[0]!
  const named: Version[] = []
  const segments: PolicySegment[] = []
  cuts.forEach((cut, index) => {
    const piece = 2 * index + 1
    if (isSameVerdict(verdicts[piece]!, others)) return
    named.push(cut)
    segments.push(toSegment(verdicts[piece]!, texts.of(scheme, cuts, piece, piece), asOf))
  })
  segments.push(toSegment(others, toElseText(scheme, named), asOf))
  return segments
}

function toSegment(verdict: PieceVerdict, versions: string, asOf: Day | undefined): PolicySegment {
  const { against, decision, for: heardFor, opposition, reviewed, support, voices, until, files } = verdict
  const segment = { against, decision, for: heardFor, opposition, reviewed, support, versions, voices }
  if (until === undefined && files === undefined && asOf === undefined) return segment
  return {
    ...segment,
    ...(until === undefined ? {} : { until }),
    ...(files === undefined ? {} : { files }),
    ...(asOf === undefined ? {} : { asOf }),
  }
}

function isSameVerdict(a: PieceVerdict, b: PieceVerdict): boolean {
  if (a === b) return true
  return (
    a.decision === b.decision &&
    a.support === b.support &&
    a.voices === b.voices &&
    a.reviewed === b.reviewed &&
    a.opposition === b.opposition &&
    a.until === b.until &&
    isSameList(a.for, b.for) &&
    isSameList(a.against, b.against) &&
    isSameFiles(a.files, b.files)
  )
}

function isSameList(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((index, place) => index === b[place])
}

function isSameFiles(a: readonly PolicyFile[] = [], b: readonly PolicyFile[] = []): boolean {
  return a.length === b.length && a.every((file, place) => isSameFile(file, b[place]!))
}

function isSameFile(a: PolicyFile, b: PolicyFile): boolean {
  return (
    a.sha256 === b.sha256 &&
    a.decision === b.decision &&
    a.support === b.support &&
    a.voices === b.voices &&
    a.until === b.until
  )
}
