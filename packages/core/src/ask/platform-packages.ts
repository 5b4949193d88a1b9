import { rBase, rRecommended } from '../inventory/r-packages.js'

/**
 * What comes with a platform, by the names that `comesWith` of a trust configuration takes.
 *
 * `python-stdlib` names no package of an index: what an index holds under such a name is something else.
 *
 * @spec check#what-the-platform-brings
 */
const parts: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['r-base', new Set([...rBase].map((name) => `pkg:cran/${name}`))],
  ['r-recommended', new Set([...rRecommended].map((name) => `pkg:cran/${name}`))],
  ['python-stdlib', new Set<string>()],
])

/** Whether a package comes with one of these parts of a platform. A part that is not known brings nothing. */
export function comesWithPlatform(comesWith: readonly string[], name: string): boolean {
  return comesWith.some((part) => parts.get(part)?.has(name) === true)
}
