import { toPatternParts, type Pattern } from '../purl/pattern.js'

/**
 * The packages among these that somebody might mean by a bare name, such as `numpy` or `@types/node`: whose path ends so, in
 * whatever ecosystem, case and separators aside. In their own order.
 *
 * @param name - As people write it, without type and version.
 */
export function packagesNamed(packages: Iterable<Pattern>, name: string): readonly Pattern[] {
  const wanted = plain(name)
  if (wanted === '') return []
  const found: Pattern[] = []
  const mayEnd = endTest(wanted)
  for (const each of packages) {
    if (!mayEnd(each)) continue
    const { path, isWildcard } = toPatternParts(each)
    if (isWildcard) continue
    const own = plain(decoded(path.slice(path.indexOf('/') + 1)))
    if (own === wanted || own.endsWith(`/${wanted}`)) found.push(each)
  }
  return found
}

/** A test at one character, which nearly all of hundreds of thousands of names fail. */
function endTest(wanted: string): (each: Pattern) => boolean {
  const last = wanted.charCodeAt(wanted.length - 1)
  if (wanted.endsWith('-')) return () => true
  return (each) => {
    const mark = each.indexOf('?')
    // With this bit, a capital reads as its small letter, and what names hold beside letters as itself.
    return (each.charCodeAt((mark < 0 ? each.length : mark) - 1) | 0x20) === last || each.includes('%')
  }
}

const beforePackage = '{"package":"'
const pieceBytes = 4 * 1024 * 1024

/**
 * The same among the rules of a policy's bytes, without reading it.
 *
 * Not checked: anything. What is found are questions to ask of the policy once it is opened, and it need not have an answer.
 */
export function packagesNamedIn(policy: Uint8Array, name: string): readonly Pattern[] {
  return packagesNamed(packageTexts(policy), name)
}

/** What stands where rules write their package. Rules are ASCII there; a piece ends at a line end where it can. */
function* packageTexts(policy: Uint8Array): Iterable<string> {
  const decoder = new TextDecoder('latin1')
  for (let start = 0; start < policy.length;) {
    let end = Math.min(start + pieceBytes, policy.length)
    if (end < policy.length) {
      const lineEnd = policy.indexOf(0x0a, end)
      end = lineEnd < 0 ? policy.length : lineEnd + 1
    }
    const text = decoder.decode(policy.subarray(start, end))
    for (let at = text.indexOf(beforePackage); at >= 0; at = text.indexOf(beforePackage, at + 1)) {
      const from = at + beforePackage.length
      const quote = text.indexOf('"', from)
      if (quote >= 0) yield text.slice(from, quote)
    }
    start = end
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Case and the separators that ecosystems fold are nothing that people remember. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}
