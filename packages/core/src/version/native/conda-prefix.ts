import type { Problem } from '../../problem/problem.js'
import { comparators } from '../comparator.js'
import { isDigit } from '../order-key.js'
import { everyVersion, oneVersion, type VersionRange } from '../range.js'
import type { VersionScheme } from '../scheme.js'
import { readVersion, type Version } from '../version.js'
import { derived, inexpressible, isProblem, versionAt, type Piece } from './reading.js'
import { allOf, between, bounded, exactly, type Span } from './span.js'

/** What `1.26.*` holds, and in words what of it is left out. */
export interface Prefix {
  readonly span: Span
  readonly narrowed: string
}

/**
 * conda's `VersionOrder.startswith`: versions that begin as this one does, up to its last number or word.
 *
 * They are an interval whose ends are no versions: words are below numbers, so below `1.26dev` stands `1.26dev.dev`,
 * and so on down; and `post` is above every number, so above `1.26post` stands `1.26post1`. The range is taken within
 * those ends, from `1.26dev` up to and without `1.26post`, which leaves out no version as people write them; the
 * widest span around them, from `1.25post` up to and without `1.27dev`.
 *
 * After a word (`9e`, `2024a`) conda takes longer words too, and rattler does not: the range is that one version, the
 * widest span what begins with the number before.
 */
export function readPrefix(piece: Piece, scheme: VersionScheme): Prefix | Problem {
  const { text, offset } = piece
  const version = versionAt(scheme, text, offset)
  if (isProblem(version)) return version
  if (text.includes('+'))
    return inexpressible('versions that share part of a local part have no ends', offset)
  if (isDigit(text.charCodeAt(text.length - 1))) return afterNumber(piece, scheme)
  let end = text.length
  while (end > 0 && !isDigit(text.charCodeAt(end - 1))) end--
  const shorter = end === 0 ? undefined : afterNumber({ text: text.slice(0, end), offset }, scheme)
  if (shorter !== undefined && isProblem(shorter)) return shorter
  return {
    span: { range: oneVersion(version), widest: shorter?.span.widest ?? everyVersion(scheme) },
    narrowed: `versions that begin with ${text} and go on are left out`,
  }
}

function afterNumber({ text, offset }: Piece, scheme: VersionScheme): Prefix | Problem {
  let start = text.length
  while (start > 0 && isDigit(text.charCodeAt(start - 1))) start--
  const number = BigInt(text.slice(start))
  const head = text.slice(0, start)
  const from = derived(scheme, `${text}dev`, offset)
  const to = derived(scheme, `${text}post`, offset)
  const next = derived(scheme, `${head}${number + 1n}dev`, offset)
  if (isProblem(from)) return from
  if (isProblem(to)) return to
  if (isProblem(next)) return next
  const before = number > 0n ? readVersion(scheme, `${head}${number - 1n}post`) : endOfFormer(scheme, head)
  return {
    span: { range: between(from, to), widest: around(before, next) },
    narrowed: `versions that begin with ${text} and stand below ${from.text} or from ${to.text} on are left out`,
  }
}

/** Below everything that begins with `head` and goes on: of `1.26.` it is `1.26dev`. Undefined where none is known. */
function endOfFormer(scheme: VersionScheme, head: string): Version | Problem | undefined {
  const joint = Math.max(head.lastIndexOf('.'), head.lastIndexOf('_'), head.lastIndexOf('-'))
  if (joint <= 0 || !isDigit(head.charCodeAt(joint - 1))) return undefined
  return readVersion(scheme, `${head.slice(0, joint)}dev`)
}

function around(from: Version | Problem | undefined, to: Version): VersionRange {
  const below = exactly(bounded(comparators.less, to))
  if (from === undefined || isProblem(from)) return below.range
  return allOf(to.scheme, [exactly(bounded(comparators.greaterOrEqual, from)), below]).range
}
