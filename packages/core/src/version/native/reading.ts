import { placed, problem, type Problem } from '../../problem/problem.js'
import type { VersionRange } from '../range.js'
import type { VersionScheme } from '../scheme.js'
import { readVersion, type Version } from '../version.js'
import type { Span } from './span.js'

/** What an ecosystem's reader makes of a native text. */
export interface Reading {
  readonly span: Span
  /** What satisfies the text and is left out of the range, each as a sentence. */
  readonly narrowed: readonly string[]
  /** The pre-releases that the ecosystem takes by default; absent where it takes every one that is in the range. */
  readonly preReleases?: VersionRange
  /** What the reader should know and is no narrowing, each as a sentence. */
  readonly remarks?: readonly string[]
  readonly name?: string
  readonly channel?: string
}

/** Reads a whole text of printable ASCII; never throws. */
export type NativeReader = (text: string, scheme: VersionScheme) => Reading | Problem

export function isProblem(value: object): value is Problem {
  return 'code' in value
}

/** @param offset - Of the first character that should be otherwise. */
export function malformed(what: string, offset: number): Problem {
  return problem('version/native-malformed', what, { column: offset + 1 })
}

export function inexpressible(what: string, offset: number): Problem {
  return problem('version/native-inexpressible', what, { column: offset + 1 })
}

/** Reads a version that stands in the text at an offset. */
export function versionAt(scheme: VersionScheme, text: string, offset: number): Version | Problem {
  const version = readVersion(scheme, text)
  if (!isProblem(version)) return version
  return placed({ ...version, at: {} }, { column: offset + (version.at.column ?? 1) })
}

/** A version that is made from one that was read: it can only be too long or hold too large a number. */
export function derived(scheme: VersionScheme, text: string, offset: number): Version | Problem {
  const version = readVersion(scheme, text)
  return isProblem(version)
    ? inexpressible(`the bound ${text} would be needed: ${version.what}`, offset)
    : version
}

/** A piece of the text and where it begins, without blanks at both ends. */
export interface Piece {
  readonly text: string
  readonly offset: number
}

export function trimmed(text: string, offset: number): Piece {
  let start = 0
  let end = text.length
  while (start < end && isBlank(text.charCodeAt(start))) start++
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--
  return { text: text.slice(start, end), offset: offset + start }
}

export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09
}

/** Splits at every separator; the pieces keep their offsets. */
export function splitPieces(text: string, separator: string, offset = 0): readonly Piece[] {
  const pieces: Piece[] = []
  let start = offset
  for (const part of text.split(separator)) {
    pieces.push(trimmed(part, start))
    start += part.length + separator.length
  }
  return pieces
}
