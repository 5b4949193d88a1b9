import type { ListEntry } from '../list/entry.js'
import { covers, toPatternParts, type Pattern } from '../purl/pattern.js'

/**
 * The entries of a list that speak about a package or pattern, by index. Binary search: entries are sorted by package, and
 * what covers a package stands on its path or on a wildcard above it.
 *
 * @param entries - Sorted by code unit of `package`.
 */
export function indexesAbout(entries: readonly ListEntry[], name: Pattern): readonly number[] {
  const found: number[] = []
  for (const path of pathsAbove(toPatternParts(name).path)) {
    for (let at = firstFrom(entries, path); entries[at]?.package === path; at++) found.push(at)
    const qualified = `${path}?`
    for (let at = firstFrom(entries, qualified); entries[at]?.package.startsWith(qualified) === true; at++)
      found.push(at)
  }
  return found.filter((index) => covers(entries[index]!.package, name)).sort((a, b) => a - b)
}

/** A path and the wildcards that cover it. */
export function pathsAbove(path: string): readonly string[] {
  const above = new Set([path])
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    above.add(`${path.slice(0, slash)}/*`)
  }
  return [...above]
}

/** The first entry whose package is not before this one. */
function firstFrom(entries: readonly ListEntry[], name: string): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (entries[middle]!.package < name) low = middle + 1
    else high = middle
  }
  return low
}
