import { escapeVersion } from '../version/escape.js'
import type { VersionScheme } from '../version/scheme.js'
import type { Version } from '../version/version.js'

/** The ranges that one version bounds alone, as text: each written when it is first needed. */
interface Ends {
  at?: string
  before?: string
  upTo?: string
  after?: string
  from?: string
}

/**
 * Writes the pieces of version lines as canonical text. Many packages have the same versions, so what one version bounds
 * alone is written once in a merge and shared.
 *
 * @spec merge#all-versions-at-once
 */
export class PieceTexts {
  readonly #ends = new Map<Version, Ends>()

  /** The pieces from one to another of a line that is cut at these points. */
  of(scheme: VersionScheme, cuts: readonly Version[], from: number, to: number): string {
    const last = 2 * cuts.length
    if (from === 0) return to === last ? `vers:${scheme.id}/*` : this.#endingAt(scheme, cuts[to >> 1]!, to)
    const start = this.#startingAt(scheme, cuts[(from - 1) >> 1]!, from, to)
    if (to === last || (from === to && from % 2 === 1)) return start
    return `${start}|${to % 2 === 1 ? '<=' : '<'}${escapeVersion(cuts[to >> 1]!.text)}`
  }

  #endingAt(scheme: VersionScheme, cut: Version, to: number): string {
    const ends = this.#endsOf(cut)
    if (to % 2 === 1) return (ends.upTo ??= this.#write(scheme, '<=', cut))
    return (ends.before ??= this.#write(scheme, '<', cut))
  }

  #startingAt(scheme: VersionScheme, cut: Version, from: number, to: number): string {
    const ends = this.#endsOf(cut)
    if (from % 2 === 0) return (ends.after ??= this.#write(scheme, '>', cut))
    if (from === to) return (ends.at ??= this.#write(scheme, '', cut))
    return (ends.from ??= this.#write(scheme, '>=', cut))
  }

  #endsOf(cut: Version): Ends {
    let ends = this.#ends.get(cut)
    if (ends === undefined) this.#ends.set(cut, (ends = {}))
    return ends
  }

  #write(scheme: VersionScheme, comparator: string, cut: Version): string {
    return `vers:${scheme.id}/${comparator}${escapeVersion(cut.text)}`
  }
}

/** One text alone. */
export function toPieceText(
  scheme: VersionScheme,
  cuts: readonly Version[],
  from: number,
  to: number,
): string {
  return new PieceTexts().of(scheme, cuts, from, to)
}

/** The text of everything but these versions, over a scheme without order. */
export function toElseText(scheme: VersionScheme, named: readonly Version[]): string {
  const head = `vers:${scheme.id}/`
  return named.length === 0
    ? `${head}*`
    : head + named.map(({ text }) => `!=${escapeVersion(text)}`).join('|')
}
