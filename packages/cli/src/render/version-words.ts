import { parseRange, type VersionRange } from '@trustlist/core'
import { say, type Shown } from './shown.js'

/** More parts than these are counted instead of told. */
const mostParts = 4

/**
 * A VERS range in words: `from 2.0.0 to below 2.1.0`. A long one is cut and says how much is left out; what cannot be read
 * stands as it is.
 */
export function versionWords(versions: string): Shown {
  const range = parseRange(versions)
  if (!range.ok) return say`${versions}`
  const told = range.value.scheme.ordered ? partsOf(range.value) : namedParts(range.value)
  const shown = told.slice(0, mostParts).join(', ')
  return told.length > mostParts ? say`${shown} and ${told.length - mostParts} more` : say`${shown}`
}

/** Over a type without order: the versions that are named, or all but those. */
function namedParts({ points, inside }: VersionRange): readonly string[] {
  if (inside[0] !== true) return points.map(({ text }) => text)
  if (points.length === 0) return ['any version']
  return points.map(({ text }, index) => (index === 0 ? `any but ${text}` : text))
}

function partsOf({ points, inside }: VersionRange): readonly string[] {
  const holes = points.filter((_, index) => inside[2 * index] === true && inside[2 * index + 2] === true)
  if (inside[0] === true && inside.at(-1) === true && holes.length === points.length) {
    if (points.length === 0) return ['any version']
    return holes.map(({ text }, index) => (index === 0 ? `any but ${text}` : text))
  }
  const parts: string[] = []
  let from = inside[0] === true ? 0 : -1
  for (let piece = 1; piece <= inside.length; piece++) {
    const isIn = inside[piece] === true
    if (isIn && from < 0) from = piece
    if (isIn || from < 0) continue
    parts.push(wordsOfRun(points, from, piece - 1, inside.length - 1))
    from = -1
  }
  return parts
}

/** @param last - The last piece there is. */
function wordsOfRun(points: VersionRange['points'], from: number, to: number, last: number): string {
  const textOf = (piece: number) => points[piece >> 1]!.text
  if (from === to && from % 2 === 1) return textOf(from)
  const start = from === 0 ? '' : from % 2 === 1 ? `from ${textOf(from)}` : `above ${textOf(from - 1)}`
  if (to === last) return start === '' ? 'any version' : from % 2 === 1 ? `${start} on` : start
  const end = to % 2 === 1 ? `up to ${textOf(to)}` : `below ${textOf(to)}`
  if (start === '') return end
  return from % 2 === 1
    ? `${start} ${to % 2 === 1 ? `to ${textOf(to)}` : `to ${end}`}`
    : `${start} and ${end}`
}
