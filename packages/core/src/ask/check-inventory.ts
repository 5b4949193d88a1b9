import type { InventoryPackage, Inventory, UnreadableItem } from '../inventory/inventory.js'
import { settleRegistries, type OwnRegistries } from '../inventory/settle-registries.js'
import type { AskedPolicy } from '../merge/policy-part.js'
import { compareSeverity } from '../merge/severity.js'
import { problem, type Problem } from '../problem/problem.js'
import type { PackageId } from '../purl/fold-package.js'
import { typeOfPattern } from '../purl/pattern.js'
import { parseRange } from '../version/parse-range.js'
import { schemeOf } from '../version/registry.js'
import { parseVersion } from '../version/version.js'
import { decide, type Decision } from './decide.js'
import { decideRange, permittedVersions } from './decide-range.js'
import { findNearest, type NearestPermitted } from './nearest-permitted.js'
import { comesWithPlatform } from './platform-packages.js'

/**
 * `undecided`: named by somebody, and not enough vouch for it. `unlisted`: nobody names it. `platform`: it comes with the
 * platform and is not asked about.
 */
export type CheckStatus = 'allowed' | 'denied' | 'undecided' | 'unlisted' | 'platform'

/** One package of an inventory and what a policy says of it. */
export interface CheckedPackage {
  readonly found: InventoryPackage
  readonly status: CheckStatus
  readonly decision: Decision
  /** Of the versions that the file may take, how many are permitted. */
  readonly permits: 'all' | 'some' | 'none'
  /** Where it is not permitted in the one version that the file takes. */
  readonly nearest: NearestPermitted
  /** What it needs and what is not permitted, or not in the file. */
  readonly lacks: readonly PackageId[]
}

/** A package that others of the file need and that the file does not name. */
export interface MissingPackage {
  readonly package: PackageId
  readonly neededBy: readonly PackageId[]
  /** Whether any version of it is permitted. */
  readonly isPermitted: boolean
}

export interface InventoryCheck {
  readonly inventory: Inventory
  /** In the order of the file. */
  readonly packages: readonly CheckedPackage[]
  readonly unreadable: readonly UnreadableItem[]
  /** Sorted by package; empty where the file does not say what its packages need. */
  readonly missing: readonly MissingPackage[]
  /** Whether everything is permitted, and there is something. */
  readonly isPermitted: boolean
  /** Warnings and notices. */
  readonly findings: readonly Problem[]
}

export interface CheckOptions {
  /** Of the trust configuration. */
  readonly registries?: OwnRegistries
  /** Of the trust configuration. */
  readonly comesWith?: readonly string[]
}

/**
 * Asks a policy about everything that an inventory names. What is unreadable is not permitted, nor is a file that names nothing.
 *
 * @spec check#answers
 */
export function checkInventory(
  policy: AskedPolicy,
  read: Inventory,
  options: CheckOptions = {},
): InventoryCheck {
  const { inventory, elsewhere, findings } = settleRegistries(read, options.registries ?? {})
  const comesWith = options.comesWith ?? []
  const unreadable: UnreadableItem[] = [...inventory.unreadable]
  const answered: Answered[] = []
  for (const found of inventory.packages) {
    const answer = answerOf(policy, found, comesWith)
    // Nobody decided about what this registry holds under the name.
    if (answer.status === 'unlisted' && elsewhere.has(found)) unreadable.push(fromOtherRegistry(found))
    else answered.push(answer)
  }
  const permitted = new Set(answered.filter(isPermittedAnswer).map(({ found }) => found.package))
  const missing = inventory.hasAllNeeds ? findMissing(policy, inventory, comesWith) : []
  const absent = new Set(missing.map((each) => each.package))
  const named = new Set(inventory.packages.map((each) => each.package))
  const packages = answered.map((answer): CheckedPackage => {
    const { needs } = answer.found
    const lacks = needs.filter((each) => absent.has(each) || (named.has(each) && !permitted.has(each)))
    return { ...answer, lacks, nearest: nearestTo(policy, answer) }
  })
  const isPermitted =
    packages.length > 0 &&
    packages.every(isPermittedAnswer) &&
    unreadable.length === 0 &&
    missing.every((each) => each.isPermitted)
  return { inventory, packages, unreadable, missing, isPermitted, findings }
}

type Answered = Pick<CheckedPackage, 'found' | 'status' | 'decision' | 'permits'>

function isPermittedAnswer({ status }: Answered): boolean {
  return status === 'allowed' || status === 'platform'
}

function answerOf(policy: AskedPolicy, found: InventoryPackage, comesWith: readonly string[]): Answered {
  const { decision, permits } = decisionOf(policy, found)
  const isOfPlatform = comesWithPlatform(comesWith, found.package)
  const status = isOfPlatform ? 'platform' : statusOf(decision)
  return { found, status, decision, permits }
}

function statusOf(decision: Decision): Exclude<CheckStatus, 'platform'> {
  if (decision.decision === 'allow') return 'allowed'
  if (decision.decision === 'deny') return 'denied'
  const isHeardOf = decision.for.length + decision.against.length > 0 || decision.rule === decision.package
  return isHeardOf ? 'undecided' : 'unlisted'
}

/** Of one version, by the digests that the file names, any of which may be the one; else of every version it may take. */
function decisionOf(policy: AskedPolicy, found: InventoryPackage): Pick<Answered, 'decision' | 'permits'> {
  const { package: name, version, snapshot, digests } = found
  if (version === undefined) {
    const range = parseRange(found.versions)
    if (range.ok) return decideRange(policy, name, range.value, snapshot)
  }
  const query = {
    package: name,
    ...(version === undefined ? {} : { version }),
    ...(snapshot === undefined ? {} : { snapshot }),
  }
  const files = digests.length === 0 ? [query] : digests.map(({ sha256 }) => ({ ...query, digest: sha256 }))
  const decision = files
    .map((each) => decide(policy, each))
    .reduce((worst, each) => (compareSeverity(each.decision, worst.decision) > 0 ? each : worst))
  return { decision, permits: decision.decision === 'allow' ? 'all' : 'none' }
}

function nearestTo(policy: AskedPolicy, { found, status }: Answered): NearestPermitted {
  if (found.version === undefined || (status !== 'denied' && status !== 'undecided')) return {}
  const version = parseVersion(schemeOf(typeOfPattern(found.package)), found.version)
  const permitted = permittedVersions(policy, found.package, found.snapshot)
  return permitted === undefined || !version.ok ? {} : findNearest(permitted, version.value)
}

/** What packages of the file need and neither it nor the platform has. What is unreadable in it is there, though nobody knows what it is. */
function findMissing(
  policy: AskedPolicy,
  inventory: Inventory,
  comesWith: readonly string[],
): readonly MissingPackage[] {
  const named = new Set<PackageId>(inventory.packages.map((each) => pathOf(each.package)))
  for (const { name } of inventory.unreadable) if (name !== undefined) named.add(name)
  const neededBy = new Map<PackageId, PackageId[]>()
  for (const { package: needing, needs } of inventory.packages) {
    for (const needed of needs) {
      if (named.has(needed) || comesWithPlatform(comesWith, needed)) continue
      const known = neededBy.get(needed)
      if (known === undefined) neededBy.set(needed, [needing])
      else known.push(needing)
    }
  }
  return [...neededBy]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([needed, needing]) => {
      const permitted = permittedVersions(policy, needed)
      return {
        package: needed,
        neededBy: [...new Set(needing)].sort(),
        isPermitted: permitted?.inside.includes(true) === true,
      }
    })
}

/** Without the registry: who needs a package does not say from where. */
function pathOf(id: PackageId): PackageId {
  return id.split('?', 1)[0]!
}

function fromOtherRegistry(found: InventoryPackage): UnreadableItem {
  const [registry = ''] = found.registries
  const what = `${found.name} comes from ${registry}, and nobody decided about what that holds`
  const text = found.version === undefined ? found.name : `${found.name} ${found.version}`
  return { text, name: found.package, problem: problem('inventory/other-registry', what, found.at) }
}
