import { problem, type Place, type Problem } from '../problem/problem.js'
import { checkPackage, isFolded } from '../purl/check-package.js'
import { findMissingOrigin, typeOfPattern } from '../purl/pattern.js'
import type { ListEntry } from './entry.js'

/**
 * What is wrong with the package of an entry, and with the type of its versions: identity is string equality, so only the
 * one folded spelling is taken. Whether the versions are a canonical range is checked where they are first used.
 *
 * @spec list#package-and-versions
 * @param pointer - Of the entry.
 */
export function checkPackageMember(
  entry: Pick<ListEntry, 'decision' | 'package' | 'versions'>,
  pointer: string,
  at: Place,
  problems: Problem[],
): void {
  const place = { ...at, pointer: `${pointer}/package` }
  if (!isFolded(entry.package)) {
    const checked = checkPackage(entry.package)
    if (!checked.ok) problems.push(...checked.problems.map((each) => ({ ...each, at: place })))
    return
  }
  const type = typeOfPattern(entry.package)
  if (!entry.versions.startsWith(`vers:${type}/`)) {
    const what = `expected versions of the type ${type}, as the package, found ${entry.versions.slice(0, 80)}`
    problems.push(problem('list/other-version-type', what, { ...at, pointer: `${pointer}/versions` }))
  }
  if (entry.decision !== 'allow') return
  const missing = findMissingOrigin(entry.package)
  if (missing.length === 0) return
  const what = `expected ${missing.join(' and ')} in ${entry.package}: without it, it allows packages of any origin`
  problems.push(problem('purl/allow-too-wide', what, place))
}
