import { problem, type Place, type Problem } from '../problem/problem.js'
import type { PackageId } from '../purl/fold-package.js'
import { foldPackage } from '../purl/fold-package.js'
import { parsePurl } from '../purl/parse-purl.js'
import { typeOfPattern } from '../purl/pattern.js'
import type { Inventory, InventoryPackage, UnreadableItem } from './inventory.js'
import { foldRegistry, liesUnder, shownRegistry } from './registry-url.js'

/** Which registries are an ecosystem's own, by package URL type; a type that is absent is one of which nobody said anything. */
export type OwnRegistries = Readonly<Record<string, readonly string[] | undefined>>

/** An inventory in which each package is what it is wherever it comes from. */
export interface SettledInventory {
  readonly inventory: Inventory
  /** Packages of {@link inventory} that come from another registry: their identity names it. */
  readonly elsewhere: ReadonlySet<InventoryPackage>
  /** `inventory/registry-believed`. */
  readonly findings: readonly Problem[]
}

/**
 * Decides for each package whether it comes from its ecosystem's own registry, so that nothing from elsewhere is taken for the
 * package of the same name there (dependency confusion).
 *
 * What comes from one other registry gets the identity of that, `?repository_url=…`. What may come from several that are not all
 * the ecosystem's own is unreadable.
 *
 * Where nobody said which registries are an ecosystem's own, a file with one is believed, with a warning; of several only the one
 * that the file calls usual.
 *
 * @spec inventory#registries
 */
export function settleRegistries(inventory: Inventory, own: OwnRegistries): SettledInventory {
  const findings: Problem[] = []
  const judges = new Map<string, (registry: string | undefined) => boolean>()
  const unreadable: UnreadableItem[] = [...inventory.unreadable]
  const packages: InventoryPackage[] = []
  const elsewhere = new Set<InventoryPackage>()
  for (const each of inventory.packages) {
    const type = typeOfPattern(each.package)
    let isOwn = judges.get(type)
    if (isOwn === undefined) judges.set(type, (isOwn = judgeOf(type, inventory, own, findings)))
    if (each.registries.every(isOwn)) {
      packages.push(each)
      continue
    }
    const [registry, ...others] = each.registries
    const id = others.length === 0 && registry !== undefined ? atRegistry(each.package, registry) : undefined
    if (id === undefined) {
      const what = `${each.name} may come from ${each.registries.map(shownRegistry).join(' and ')}`
      const text = each.version === undefined ? each.name : `${each.name} ${each.version}`
      unreadable.push({ text, problem: problem('inventory/other-registry', what, each.at) })
      continue
    }
    const moved = { ...each, package: id }
    elsewhere.add(moved)
    packages.push(moved)
  }
  const isUnchanged = elsewhere.size === 0 && packages.length === inventory.packages.length
  const settled = isUnchanged ? inventory : { ...inventory, packages, unreadable }
  return { inventory: settled, elsewhere, findings }
}

function judgeOf(
  type: string,
  inventory: Inventory,
  own: OwnRegistries,
  findings: Problem[],
): (registry: string | undefined) => boolean {
  const named = own[type]
  // Without one the file leaves it to the tool, which the operator sets up.
  if (named !== undefined)
    return (registry) => registry === undefined || liesUnder(foldRegistry(registry), named)
  const found = new Set<string | undefined>()
  for (const each of inventory.packages) {
    if (typeOfPattern(each.package) === type) for (const registry of each.registries) found.add(registry)
  }
  const [only] = found
  const usual = found.size === 1 ? only : inventory.usualRegistries.get(type)
  if (usual !== undefined) {
    const at: Place = inventory.source === undefined ? {} : { source: inventory.source }
    const what = `${shownRegistry(usual)} is taken for the registry of ${type}, as the file says`
    findings.push(problem('inventory/registry-believed', what, at))
  }
  return (registry) => registry === usual
}

function atRegistry(id: PackageId, registry: string): PackageId | undefined {
  const folded = foldRegistry(registry)
  const purl = parsePurl(id)
  if (folded === undefined || !purl.ok) return undefined
  const moved = foldPackage({ ...purl.value, qualifiers: new Map([['repository_url', folded]]) })
  return moved.ok ? moved.value : undefined
}
