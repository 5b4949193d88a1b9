import { escapeVersion } from '../version/escape.js'
import type { VersionScheme } from '../version/scheme.js'
import type { Version } from '../version/version.js'

/**
 * The canonical text of the pieces from one to another of a line that is cut at these points.
 *
 * @spec merge#all-versions-at-once
 */
export function toPieceText(
  scheme: VersionScheme,
  cuts: readonly Version[],
  from: number,
  to: number,
): string {
  const head = `vers:${scheme.id}/`
  const last = 2 * cuts.length
  if (from === 0 && to === last) return `${head}*`
  if (from === to && from % 2 === 1) return head + escapeVersion(cuts[from >> 1]!.text)
  let text = head
  if (from > 0) text += (from % 2 === 1 ? '>=' : '>') + escapeVersion(cuts[(from - 1) >> 1]!.text)
  if (to < last) {
    if (from > 0) text += '|'
    text += (to % 2 === 1 ? '<=' : '<') + escapeVersion(cuts[to >> 1]!.text)
  }
  return text
}

/** The text of everything but these versions, over a scheme without order. */
export function toElseText(scheme: VersionScheme, named: readonly Version[]): string {
  const head = `vers:${scheme.id}/`
  return named.length === 0
    ? `${head}*`
    : head + named.map(({ text }) => `!=${escapeVersion(text)}`).join('|')
}
