import type { PolicySubject } from '@trustlist/schema'
import { SortedLines, type ElementPlace } from '../document/sorted-lines.js'
import type { SubjectBytes } from '../document/subject.js'
import { findGateFault } from '../json/gate.js'
import { encodeUtf8 } from '../text/utf8.js'

const lineFeed = 0x0a
const beforeRules = encodeUtf8('"rules":[')
const beforePackage = encodeUtf8('{"package":"')
const afterRules = encodeUtf8('\n]}')
const end = encodeUtf8(']}')

/**
 * The part of a policy's subject that holds everything but its rules, and of these the ones on some paths: on each the rule
 * of the path itself and those that add qualifiers to it. Found by binary search; the rest is not read.
 *
 * @param paths - Folded packages and patterns without qualifiers.
 * @returns Undefined where the policy is not laid out as writers lay it out, or not canonical where it was read: then it has
 *   to be read as a whole, which also says what is wrong with it. The shape is not checked.
 */
export function findRules(subject: SubjectBytes, paths: Iterable<string>): PolicySubject | undefined {
  const { bytes, start } = subject
  const from = findFirstRule(subject)
  if (from === undefined) return undefined
  const head = new Uint8Array(from - 1 - start + end.length)
  head.set(bytes.subarray(start, from - 1))
  head.set(end, from - 1 - start)
  const withoutRules = parseElement(head, { start: 0, end: head.length }) as PolicySubject | undefined
  if (withoutRules === undefined) return undefined

  const lines = new SortedLines(bytes, from, subject.end - afterRules.length, nameAt)
  const found = new Map<number, ElementPlace>()
  for (const path of paths) {
    const own = lines.select(path, (name) => name === path)
    const qualified = lines.select(`${path}?`, (name) => name.startsWith(`${path}?`))
    if (own === undefined || qualified === undefined) return undefined
    for (const place of [...own, ...qualified]) found.set(place.start, place)
  }
  const places = [...found.values()].sort((a, b) => a.start - b.start)
  const rules = places.map((place) => parseElement(bytes, place))
  if (rules.includes(undefined)) return undefined
  return { ...withoutRules, rules: rules as unknown as PolicySubject['rules'] }
}

/** Where the line of the first rule begins. Undefined where there is none or it does not stand on a line of its own. */
function findFirstRule({ bytes, start, end: subjectEnd }: SubjectBytes): number | undefined {
  if (!holdsAt(bytes, subjectEnd - afterRules.length, afterRules)) return undefined
  for (let at = bytes.indexOf(lineFeed, start); at >= 0 && at < subjectEnd;) {
    // No quote stands unescaped in a string and no other member has this name, so the first hit is the member.
    if (holdsAt(bytes, at - beforeRules.length, beforeRules)) {
      return at + 1 < subjectEnd - afterRules.length ? at + 1 : undefined
    }
    at = bytes.indexOf(lineFeed, at + 1)
  }
  return undefined
}

/** The package with which a rule's line begins. A folded package is ASCII and needs no escape. */
function nameAt(bytes: Uint8Array, start: number): string | undefined {
  if (!holdsAt(bytes, start, beforePackage)) return undefined
  let name = ''
  for (let at = start + beforePackage.length; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (byte === 0x22) return name
    if (byte < 0x20 || byte > 0x7e || byte === 0x5c) return undefined
    name += String.fromCharCode(byte)
  }
  return undefined
}

function parseElement(bytes: Uint8Array, { start, end: stop }: ElementPlace): unknown {
  if (findGateFault(bytes, start, stop) !== undefined) return undefined
  return JSON.parse(new TextDecoder().decode(bytes.subarray(start, stop)))
}

function holdsAt(bytes: Uint8Array, at: number, expected: Uint8Array): boolean {
  return expected.every((byte, index) => bytes[at + index] === byte)
}
