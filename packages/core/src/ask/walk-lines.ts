import type { PolicySegment } from '@trustlist/schema'
import type { SegmentLine } from '../merge/rule-view.js'
import { betterSpelt, compareVersions, type Version } from '../version/version.js'

/** One piece of a version line that is cut at the bounds of two rules. */
export interface SharedPiece {
  readonly before: PolicySegment | undefined
  readonly after: PolicySegment | undefined
  /** The version that the piece is; undefined for what lies between two. */
  readonly cut: Version | undefined
}

/** Cuts the version line at the bounds of both, and visits the pieces, ascending. Linear in the number of bounds. */
export function walkLines(a: SegmentLine, b: SegmentLine, visit: (piece: SharedPiece) => void): void {
  const at = (pieceA: number, pieceB: number, cut: Version | undefined) => {
    visit({ before: a.owners[pieceA], after: b.owners[pieceB], cut })
  }
  at(0, 0, undefined)
  for (let atA = 0, atB = 0; atA < a.cuts.length || atB < b.cuts.length;) {
    const [cutA, cutB] = [a.cuts[atA], b.cuts[atB]]
    const order = cutA === undefined ? 1 : cutB === undefined ? -1 : compareVersions(cutA, cutB)
    const cut = order < 0 ? cutA! : order > 0 ? cutB! : betterSpelt(cutA!, cutB!)
    at(order <= 0 ? 2 * atA + 1 : 2 * atA, order >= 0 ? 2 * atB + 1 : 2 * atB, cut)
    if (order <= 0) atA++
    if (order >= 0) atB++
    at(2 * atA, 2 * atB, undefined)
  }
}
