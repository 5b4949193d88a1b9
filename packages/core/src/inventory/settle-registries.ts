import { problem, type Place, type Problem } from '../problem/problem.js'
import type { PackageId } from '../purl/fold-package.js'
import { foldPackage } from '../purl/fold-package.js'
import { parsePurl } from '../purl/parse-purl.js'
import { typeOfPattern } from '../purl/pattern.js'
import type { Inventory, InventoryPackage, UnreadableItem } from './inventory.js'
import { believedFileHosts, liesOnHostOf, namedFileHosts, type FileHosts } from './file-hosts.js'
import { baseOfChannel, foldRegistry, liesUnder, shownRegistry } from './registry-url.js'

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
  const judges = new Map<string, Judge>()
  const unreadable: UnreadableItem[] = [...inventory.unreadable]
  const packages: InventoryPackage[] = []
  const elsewhere = new Set<InventoryPackage>()
  for (const each of inventory.packages) {
    const type = typeOfPattern(each.package)
    let judge = judges.get(type)
    if (judge === undefined) judges.set(type, (judge = judgeOf(type, inventory, own, findings)))
    const [registry, ...others] = each.registries
    const isOwn = each.registries.every(judge.isOwn)
    const areItsFiles =
      each.fileUrls.length === 0 ||
      (isOwn
        ? judge.files.holds(each.fileUrls, registry)
        : registry !== undefined && liesOnHostOf(each.fileUrls, registry))
    if (isOwn && areItsFiles) {
      packages.push(each)
      continue
    }
    const canMove = !isOwn && others.length === 0 && registry !== undefined && areItsFiles
    const id = canMove ? atRegistry(each.package, registry) : undefined
    if (id === undefined) {
      const what = areItsFiles
        ? `${each.name} may come from ${each.registries.map(shownRegistry).join(' and ')}`
        : `files of ${each.name} lie at ${shownRegistry(each.fileUrls[0])}, not where those of ${shownRegistry(registry)} do`
      const text = each.version === undefined ? each.name : `${each.name} ${each.version}`
      unreadable.push({
        text,
        name: each.package,
        problem: problem('inventory/other-registry', what, each.at),
      })
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

/** What is an ecosystem's own in one inventory. */
interface Judge {
  readonly isOwn: (registry: string | undefined) => boolean
  readonly files: FileHosts
}

function judgeOf(type: string, inventory: Inventory, own: OwnRegistries, findings: Problem[]): Judge {
  const named = own[type]
  // Without one the file leaves it to the tool, which the operator sets up.
  if (named !== undefined) {
    const isOwn = (registry: string | undefined) =>
      registry === undefined || liesUnder(foldRegistry(registry), named)
    return { isOwn, files: namedFileHosts(named) }
  }
  const ofType = inventory.packages.filter((each) => typeOfPattern(each.package) === type)
  // The channels of one host are one registry: a package of conda names its channel.
  const toKey = type === 'conda' ? keyOfChannel : (registry: string | undefined) => registry
  const found = new Set(ofType.flatMap((each) => each.registries.map(toKey)))
  const [only] = found
  const usual = found.size === 1 ? only : toKey(inventory.usualRegistries.get(type))
  const isOwn = (registry: string | undefined) => toKey(registry) === usual
  const files = believedFileHosts(
    ofType
      .filter((each) => each.registries.every(isOwn))
      .map((each) => ({ urls: each.fileUrls, registry: each.registries[0] })),
  )
  const believed = [usual, files.believed].filter((each) => each !== undefined)
  if (believed.length > 0) {
    const at: Place = inventory.source === undefined ? {} : { source: inventory.source }
    const what = `${believed.map(shownRegistry).join(', with files at ')} is taken for the registry of ${type}, as the file says`
    findings.push(problem('inventory/registry-believed', what, at))
  }
  return { isOwn, files }
}

function keyOfChannel(url: string | undefined): string | undefined {
  return url === undefined ? undefined : (baseOfChannel(url) ?? url)
}

function atRegistry(id: PackageId, registry: string): PackageId | undefined {
  const folded = foldRegistry(registry)
  const purl = parsePurl(id)
  if (folded === undefined || !purl.ok) return undefined
  const [key, value] =
    purl.value.type === 'conda'
      ? (['channel', folded.includes('://') ? folded : `https://${folded}`] as const)
      : (['repository_url', folded] as const)
  const qualifiers = new Map([...purl.value.qualifiers, [key, value]])
  const moved = foldPackage({ ...purl.value, qualifiers: new Map([...qualifiers].sort(byKey)) })
  return moved.ok ? moved.value : undefined
}

function byKey([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1
}
