import { Impossible, problem } from '../problem/problem.js'
import { intersectRanges } from '../version/combine-ranges.js'
import { parseRange } from '../version/parse-range.js'
import { toRangeText } from '../version/range-text.js'
import { isEmptyRange, type VersionRange } from '../version/range.js'
import type { Inventory, InventoryPackage, UnreadableItem } from './inventory.js'

/**
 * Joins a file and one that it takes in.
 *
 * Of a file of packages everything is added. A file of constraints limits the versions of packages that the other names, and adds
 * none; what is unreadable in it stays unreadable, since it may have been meant to limit something.
 *
 * @spec inventory#requirements
 */
export function joinInventories(
  inventory: Inventory,
  included: Inventory,
  kind: 'packages' | 'constraints',
): Inventory {
  const joined: Inventory = {
    ...inventory,
    unreadable: [...inventory.unreadable, ...included.unreadable],
    usualRegistries: new Map([...included.usualRegistries, ...inventory.usualRegistries]),
  }
  if (kind === 'packages') return { ...joined, packages: [...inventory.packages, ...included.packages] }
  const limits = new Map<string, VersionRange>()
  for (const each of included.packages) {
    const range = rangeOf(each)
    const known = limits.get(each.package)
    limits.set(each.package, known === undefined ? range : intersectRanges(known, range))
  }
  const packages: InventoryPackage[] = []
  const unreadable: UnreadableItem[] = [...joined.unreadable]
  for (const each of inventory.packages) {
    const limit = limits.get(each.package)
    const limited = limit === undefined ? each : constrain(each, limit)
    if (limited !== undefined) packages.push(limited)
    else {
      const what = `no version of ${each.name} satisfies both the file and its constraints`
      unreadable.push({ text: each.name, problem: problem('inventory/version-unread', what, each.at) })
    }
  }
  return { ...joined, packages, unreadable }
}

function constrain(each: InventoryPackage, limit: VersionRange): InventoryPackage | undefined {
  const range = intersectRanges(rangeOf(each), limit)
  if (isEmptyRange(range)) return undefined
  const { points, inside } = range
  const isPin = points.length === 1 && inside[0] === false && inside[1] === true && inside[2] === false
  return { ...each, versions: toRangeText(range)!, version: isPin ? points[0]!.text : undefined }
}

function rangeOf({ versions }: InventoryPackage): VersionRange {
  const range = parseRange(versions)
  // A reader wrote it.
  if (!range.ok) throw new Impossible(`a reader of inventories wrote the range ${versions}`)
  return range.value
}
