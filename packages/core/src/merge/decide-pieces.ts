import type { PolicyFile, PolicySegment } from '@trustlist/schema'
import type { Day } from '../text/instant.js'
import type { VersionScheme } from '../version/scheme.js'
import { isPreRelease, type Version } from '../version/version.js'
import type { Material } from './material.js'
import type { MergeContext } from './merge-context.js'
import { PieceDecider, type PieceVerdict } from './piece-decider.js'
import { toElseText, toPieceText } from './piece-range.js'

/** The segments of one rule for one snapshot, ascending. */
export function decidePieces(
  material: Material,
  scheme: VersionScheme,
  context: MergeContext,
  asOf: Day | undefined,
): readonly PolicySegment[] {
  const decider = new PieceDecider(material, context)
  return scheme.ordered ? decideLine(decider, scheme, context, asOf) : decideNames(decider, scheme, asOf)
}

function decideLine(
  decider: PieceDecider,
  scheme: VersionScheme,
  context: MergeContext,
  asOf: Day | undefined,
): readonly PolicySegment[] {
  const { cuts } = decider
  const segments: PolicySegment[] = []
  const close = (from: number, to: number, verdict: PieceVerdict) =>
    segments.push(toSegment(verdict, toPieceText(scheme, cuts, from, to), asOf))
  let from = 0
  let verdict = decider.decide(0)
  let isAlone = false
  for (let piece = 1; piece <= 2 * cuts.length; piece++) {
    const next = decider.decide(piece)
    const nextAlone = piece % 2 === 1 && context.preReleasesNamed && isPreRelease(cuts[piece >> 1]!)
    if (isAlone || nextAlone || !isSameVerdict(verdict, next)) {
      close(from, piece - 1, verdict)
      from = piece
      verdict = next
    }
    isAlone = nextAlone
  }
  close(from, 2 * cuts.length, verdict)
  return segments
}

/** Without an order: the named versions that differ from all others, each by itself, and then everything else. */
function decideNames(
  decider: PieceDecider,
  scheme: VersionScheme,
  asOf: Day | undefined,
): readonly PolicySegment[] {
  const { cuts } = decider
  const others = decider.decide(0)
  const named: Version[] = []
  const segments: PolicySegment[] = []
  for (let piece = 1; piece <= 2 * cuts.length; piece++) {
    const verdict = decider.decide(piece)
    if (piece % 2 === 0 || isSameVerdict(verdict, others)) continue
    named.push(cuts[piece >> 1]!)
    segments.push(toSegment(verdict, toPieceText(scheme, cuts, piece, piece), asOf))
  }
  segments.push(toSegment(others, toElseText(scheme, named), asOf))
  return segments
}

function toSegment(verdict: PieceVerdict, versions: string, asOf: Day | undefined): PolicySegment {
  return { ...verdict, versions, ...(asOf === undefined ? {} : { asOf }) }
}

function isSameVerdict(a: PieceVerdict, b: PieceVerdict): boolean {
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
  return (
    a.length === b.length &&
    a.every((file, place) => {
      const other = b[place]!
      return (
        file.sha256 === other.sha256 &&
        file.decision === other.decision &&
        file.support === other.support &&
        file.until === other.until &&
        file.voices === other.voices
      )
    })
  )
}
