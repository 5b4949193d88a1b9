import { problem, type Place, type Problem } from '../problem/problem.js'
import type { ProblemCode } from '../problem/catalogue.js'
import { isInvisible, nameOfCodePoint } from '../text/invisible.js'
import { findEarlierMember } from './earlier-member.js'
import { placeOfOffset } from './place.js'

/** Deepest nesting of objects and arrays. @spec document#limits */
export const maxDepth = 32

/** A document is parsed in pieces of about this size: they stay in the processor's cache, and no text is as long as the file. */
const pieceBytes = 1 << 16

/** Why the gate stays closed, and at which byte. */
export class GateFault {
  constructor(
    readonly code: ProblemCode,
    readonly what: string,
    readonly offset: number,
  ) {}
}

const nameStart = 1
const nameRest = 2
/** What a byte means inside a member name: `^[A-Za-z_][A-Za-z0-9_.:-]*$`. */
const nameClass = new Uint8Array(256)
for (const byte of codes('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_'))
  nameClass[byte] = nameStart | nameRest
for (const byte of codes('0123456789.:-')) nameClass[byte] = nameRest

function codes(text: string): number[] {
  return Array.from(text, (each) => each.charCodeAt(0))
}

const literals = new Map(
  [0x74, 0x66, 0x6e].map((first, index) => [first, codes(['true', 'false', 'null'][index]!)]),
)

/** `9007199254740991`, the largest safe integer, as bytes. */
const largest = codes(String(Number.MAX_SAFE_INTEGER))

/**
 * The canonical gate: whether the bytes from `start` to `end`, less every TAB, LF and CR, are exactly the RFC 8785 form
 * of the one JSON value they hold, with the project's narrower rules for member names, numbers, characters and depth.
 * One pass, nothing is built, nothing is repaired. Whether the value makes sense is not checked.
 *
 * @spec document#canonical-text
 * @param cuts - Is given, about every 64 KiB, the offset of a comma between two elements of an array that is a member of
 *   the outermost object, see {@link parseInPieces}.
 * @returns undefined where the gate opens.
 */
export function findGateFault(
  bytes: Uint8Array,
  start = 0,
  end = bytes.length,
  cuts?: number[],
): GateFault | undefined {
  let at = start
  let depth = 0
  let nextCut = start + pieceBytes
  /** Per level: the offset of the opening bracket. */
  const opened = new Uint32Array(maxDepth + 1)
  const isObject = new Uint8Array(maxDepth + 1)
  /** Per level: where the latest member name begins and ends; an empty name means none yet. */
  const nameFrom = new Uint32Array(maxDepth + 1)
  const nameTo = new Uint32Array(maxDepth + 1)

  if (start === 0 && end >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return new GateFault('text/byte-order-mark', 'the file starts with a byte order mark', 0)
  }

  for (;;) {
    // Here a value is expected.
    while (at < end && isLayout(bytes[at]!)) at++
    if (at >= end) return unexpectedEnd(end)
    const first = bytes[at]!
    if (first === 0x22) {
      const stop = scanString(bytes, at + 1, end)
      if (typeof stop !== 'number') return stop
      at = stop
    } else if (first === 0x7b || first === 0x5b) {
      if (depth === maxDepth) {
        return new GateFault('json/too-deep', `expected at most ${maxDepth} levels of nesting`, at)
      }
      depth++
      opened[depth] = at
      isObject[depth] = first === 0x7b ? 1 : 0
      nameFrom[depth] = 0
      nameTo[depth] = 0
      at++
      while (at < end && isLayout(bytes[at]!)) at++
      if (first === 0x5b) {
        if (bytes[at] !== 0x5d || at >= end) continue
        depth--
        at++
      } else if (bytes[at] === 0x7d && at < end) {
        depth--
        at++
      } else {
        const stop = scanMember(bytes, at, end, depth, opened, nameFrom, nameTo)
        if (typeof stop !== 'number') return stop
        at = stop
        continue
      }
    } else if (first === 0x2d || (first >= 0x30 && first <= 0x39)) {
      const stop = scanNumber(bytes, at, end)
      if (typeof stop !== 'number') return stop
      at = stop
    } else {
      const word = literals.get(first)
      if (word === undefined) return unexpected(bytes, at, 'a value')
      for (let index = 0; index < word.length; index++) {
        if (at + index >= end) return unexpectedEnd(end)
        if (bytes[at + index] !== word[index]) return unexpected(bytes, at + index, 'a value')
      }
      at += word.length
    }

    // Here a value has ended: close what ends with it, or go on to the next one.
    for (;;) {
      while (at < end && isLayout(bytes[at]!)) at++
      if (depth === 0) return at === end ? undefined : unexpected(bytes, at, 'the end of the file')
      if (at >= end) return unexpectedEnd(end)
      const next = bytes[at]!
      if (next === 0x2c) {
        if (isObject[depth] === 0) {
          if (depth === 2 && at >= nextCut && isObject[1] === 1) {
            cuts?.push(at)
            nextCut = at + pieceBytes
          }
          at++
          break
        }
        at++
        while (at < end && isLayout(bytes[at]!)) at++
        const stop = scanMember(bytes, at, end, depth, opened, nameFrom, nameTo)
        if (typeof stop !== 'number') return stop
        at = stop
        break
      }
      if (next !== (isObject[depth] === 1 ? 0x7d : 0x5d)) {
        return unexpected(bytes, at, isObject[depth] === 1 ? '"," or "}"' : '"," or "]"')
      }
      depth--
      at++
    }
  }
}

/**
 * {@link findGateFault} as a problem with line and column.
 *
 * @param base - What the caller knows of the place; line and column are added.
 * @param cuts - As for {@link findGateFault}.
 */
export function findGateProblem(
  bytes: Uint8Array,
  start = 0,
  end = bytes.length,
  base: Place = {},
  cuts?: number[],
): Problem | undefined {
  const fault = findGateFault(bytes, start, end, cuts)
  return fault === undefined
    ? undefined
    : problem(fault.code, fault.what, { ...base, ...placeOfOffset(bytes, fault.offset) })
}

/** TAB, LF and CR are layout: they carry no meaning between tokens and cannot stand inside one. */
function isLayout(byte: number): boolean {
  return byte === 0x0a || byte === 0x0d || byte === 0x09
}

/** From behind the opening quote to behind the closing one. */
function scanString(bytes: Uint8Array, from: number, end: number): number | GateFault {
  let at = from
  for (;;) {
    // Most of a document is this run. What lies behind the array is no number and ends it too.
    let byte = bytes[at]!
    while (byte > 0x22 ? byte !== 0x5c && byte < 0x7f : byte > 0x1f && byte !== 0x22) byte = bytes[++at]!
    if (at >= end) return unexpectedEnd(end)
    switch (byte) {
      case 0x22:
        return at + 1
      case 0x5c: {
        const escaped = bytes[at + 1]
        // RFC 8785 section 3.2.2.2; of the control characters only LF may be in a string at all.
        if (at + 1 < end && (escaped === 0x22 || escaped === 0x5c || escaped === 0x6e)) at += 2
        else return escapeFault(bytes, at, end)
        break
      }
      case 0x7f:
        return invisible(byte, at)
      default: {
        if (byte < 0x20) return controlFault(byte, at)
        const stop = scanCodePoint(bytes, at, end)
        if (typeof stop !== 'number') return stop
        at = stop
      }
    }
  }
}

/** One UTF-8 sequence of two to four bytes (RFC 3629 section 4), to behind it. */
function scanCodePoint(bytes: Uint8Array, at: number, end: number): number | GateFault {
  const lead = bytes[at]!
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
  if (lead < 0xc2 || lead > 0xf4 || at + length > end) return notUtf8(at)
  let codePoint = lead & (0x7f >> length)
  for (let index = 1; index < length; index++) {
    const byte = bytes[at + index]!
    if ((byte & 0xc0) !== 0x80) return notUtf8(at)
    codePoint = (codePoint << 6) | (byte & 0x3f)
  }
  if (codePoint < (length === 3 ? 0x800 : length === 4 ? 0x10000 : 0x80) || codePoint > 0x10ffff)
    return notUtf8(at)
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return notUtf8(at)
  return isInvisible(codePoint) ? invisible(codePoint, at) : at + length
}

/** A member name with its colon, to behind the colon; `at` is the first byte that is not layout. */
function scanMember(
  bytes: Uint8Array,
  at: number,
  end: number,
  depth: number,
  opened: Uint32Array,
  nameFrom: Uint32Array,
  nameTo: Uint32Array,
): number | GateFault {
  if (at >= end) return unexpectedEnd(end)
  if (bytes[at] !== 0x22) return unexpected(bytes, at, 'a member name')
  const from = at + 1
  let to = from
  if ((nameClass[bytes[to]!]! & nameStart) !== 0) {
    to++
    while (to < end && (nameClass[bytes[to]!]! & nameRest) !== 0) to++
  }
  if (to >= end) return unexpectedEnd(end)
  if (bytes[to] !== 0x22 || to === from || isProto(bytes, from, to)) {
    const stop = scanString(bytes, from, end)
    if (typeof stop !== 'number' && stop.code !== 'json/escape') return stop
    return new GateFault(
      'json/member-name',
      'expected a member name of letters, digits and _ . : -, not __proto__',
      at,
    )
  }
  const before = nameFrom[depth]!
  if (before !== 0) {
    const order = compareBytes(bytes, before, nameTo[depth]!, from, to)
    if (order >= 0) {
      const name = text(bytes, from, to)
      const earlier = order === 0 ? before - 1 : findEarlierMember(bytes, opened[depth]!, at)
      return earlier === undefined
        ? new GateFault(
            'json/members-unsorted',
            `expected "${name}" before "${text(bytes, before, nameTo[depth]!)}"`,
            at,
          )
        : new GateFault('json/duplicate-member', `"${name}" stands in this object for the second time`, at)
    }
  }
  nameFrom[depth] = from
  nameTo[depth] = to
  at = to + 1
  while (at < end && isLayout(bytes[at]!)) at++
  if (at >= end) return unexpectedEnd(end)
  return bytes[at] === 0x3a ? at + 1 : unexpected(bytes, at, '":"')
}

/** `-?(0|[1-9][0-9]*)` within the safe integers, not `-0`; to behind it. */
function scanNumber(bytes: Uint8Array, at: number, end: number): number | GateFault {
  const start = at
  if (bytes[at] === 0x2d) at++
  const from = at
  while (at < end && bytes[at]! >= 0x30 && bytes[at]! <= 0x39) at++
  if (at === from) return at >= end ? unexpectedEnd(end) : unexpected(bytes, at, 'a digit')
  const next = at < end ? bytes[at]! : 0
  if (bytes[from] === 0x30 && at - from > 1) {
    return new GateFault('json/syntax', 'expected a number without leading zero', start)
  }
  if (next === 0x2e || next === 0x65 || next === 0x45) {
    return new GateFault('json/number', 'expected a whole number without fraction or exponent', start)
  }
  if (bytes[from] === 0x30 && from > start) return new GateFault('json/number', 'expected 0, found -0', start)
  if (at - from > largest.length || (at - from === largest.length && isAboveLargest(bytes, from))) {
    return new GateFault('json/number', `expected at most ${Number.MAX_SAFE_INTEGER}`, start)
  }
  return at
}

function isAboveLargest(bytes: Uint8Array, from: number): boolean {
  for (let index = 0; index < largest.length; index++) {
    const difference = bytes[from + index]! - largest[index]!
    if (difference !== 0) return difference > 0
  }
  return false
}

/** Names are ASCII, so byte order is the code unit order that RFC 8785 section 3.2.3 asks for. */
function compareBytes(bytes: Uint8Array, fromA: number, toA: number, fromB: number, toB: number): number {
  const length = Math.min(toA - fromA, toB - fromB)
  for (let index = 0; index < length; index++) {
    const difference = bytes[fromA + index]! - bytes[fromB + index]!
    if (difference !== 0) return difference
  }
  return toA - fromA - (toB - fromB)
}

const proto = codes('__proto__')

function isProto(bytes: Uint8Array, from: number, to: number): boolean {
  if (bytes[from] !== 0x5f || to - from !== proto.length) return false
  return proto.every((byte, index) => bytes[from + index] === byte)
}

function escapeFault(bytes: Uint8Array, at: number, end: number): GateFault {
  const escaped = at + 1 < end ? String.fromCharCode(bytes[at + 1]!) : ''
  if (escaped === '') return unexpectedEnd(end)
  if (escaped === 'u') {
    const digits = text(bytes, at + 2, Math.min(at + 6, end))
    if (!/^[0-9A-Fa-f]{4}$/.test(digits))
      return new GateFault('json/syntax', 'expected four hex digits after \\u', at)
    const unit = Number.parseInt(digits, 16)
    const codePoint = unit < 0xd800 || unit > 0xdfff ? unit : pairedCodePoint(bytes, at, end, unit)
    if (codePoint === undefined) {
      return new GateFault('json/lone-surrogate', `half of a surrogate pair, \\u${digits}`, at)
    }
    if (isInvisible(codePoint)) return invisible(codePoint, at)
    return new GateFault('json/escape', `expected the character itself, found \\u${digits}`, at)
  }
  if ('bfrt'.includes(escaped)) return invisible({ b: 8, f: 12, r: 13, t: 9 }[escaped]!, at)
  if (escaped === '/') return new GateFault('json/escape', 'expected / without a backslash', at)
  return new GateFault('json/syntax', 'expected one of the escapes \\" \\\\ \\n', at)
}

/** What an escaped pair stands for; undefined where the second half is not there. */
function pairedCodePoint(bytes: Uint8Array, at: number, end: number, unit: number): number | undefined {
  const second = text(bytes, at + 6, Math.min(at + 12, end))
  if (unit > 0xdbff || !/^\\u[Dd][C-Fc-f][0-9A-Fa-f]{2}$/.test(second)) return undefined
  return 0x10000 + ((unit - 0xd800) << 10) + (Number.parseInt(second.slice(2), 16) - 0xdc00)
}

function text(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, Math.min(to, from + 80)))
}

function invisible(codePoint: number, at: number): GateFault {
  return new GateFault(
    'json/invisible-character',
    `${nameOfCodePoint(codePoint)} may not stand in a string`,
    at,
  )
}

function controlFault(byte: number, at: number): GateFault {
  const what = `expected no raw control character in a string, found ${nameOfCodePoint(byte)}`
  return new GateFault('json/syntax', what, at)
}

function notUtf8(at: number): GateFault {
  return new GateFault('text/not-utf8', 'the bytes are not UTF-8', at)
}

function unexpectedEnd(end: number): GateFault {
  return new GateFault('json/syntax', 'the text ends too early', end)
}

function unexpected(bytes: Uint8Array, at: number, expected: string): GateFault {
  const byte = bytes[at]!
  if (byte === 0x20) return new GateFault('json/blank', 'a blank stands between two tokens', at)
  if (byte > 0x7f) {
    const stop = scanCodePoint(bytes, at, bytes.length)
    if (typeof stop !== 'number' && stop.code === 'text/not-utf8') return stop
  }
  return new GateFault('json/syntax', `expected ${expected}, found ${nameOfFound(bytes, at)}`, at)
}

/** The character that begins at a byte, as a reader of a message can tell it; it is well-formed UTF-8. */
function nameOfFound(bytes: Uint8Array, at: number): string {
  const byte = bytes[at]!
  if (byte > 0x20 && byte < 0x7f) return `"${String.fromCharCode(byte)}"`
  if (byte < 0x80) return nameOfCodePoint(byte)
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(at, at + 4))
  return nameOfCodePoint(text.codePointAt(0)!)
}
