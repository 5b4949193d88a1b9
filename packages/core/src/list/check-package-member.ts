import { problem, type Problem } from '../problem/problem.js'
import { checkAllow } from '../purl/check-allow.js'
import { checkPackage, isFolded } from '../purl/check-package.js'
import { typeOfPattern } from '../purl/pattern.js'
import type { ListEntry } from './entry.js'

const none: readonly Problem[] = []

/**
 * What is wrong with the package of an entry, and with the type of its versions: identity is string equality, so only the
 * one folded spelling is taken. Whether the versions are a canonical range is checked where they are first used.
 *
 * @spec list#package-and-versions
 * @returns Every fault, with a pointer that starts at the entry.
 */
export function checkPackageMember(
  entry: Pick<ListEntry, 'decision' | 'package' | 'versions'>,
): readonly Problem[] {
  if (!isFolded(entry.package)) {
    const checked = checkPackage(entry.package)
    return checked.ok ? none : checked.problems.map(atPackage)
  }
  const type = typeOfPattern(entry.package)
  // The shape is known: behind `vers:` stands a type, then a slash.
  const isSameType = entry.versions.startsWith(type, 5) && entry.versions[5 + type.length] === '/'
  const allowed = entry.decision === 'allow' ? checkAllow(entry.package) : undefined
  if (isSameType && allowed?.ok !== false) return none
  const what = `expected versions of the type ${type}, as the package, found ${entry.versions.slice(0, 80)}`
  const other = problem('list/other-version-type', what, { pointer: '/versions' })
  return [
    ...(isSameType ? none : [other]),
    ...(allowed?.ok === false ? allowed.problems.map(atPackage) : none),
  ]
}

function atPackage(each: Problem): Problem {
  return { ...each, at: { pointer: '/package' } }
}
