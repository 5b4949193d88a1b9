import { problem, refuse, type Outcome } from '../../problem/problem.js'
import type { PackageId } from '../../purl/fold-package.js'
import { digestsOf } from '../file-digests.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'
import { isObject, objectMember, objectsMember, textMember, textsMember } from '../json-record.js'
import type { JsonObject } from '../parse-json.js'
import { parseToml } from '../parse-toml.js'
import { Records } from '../records.js'

/**
 * Cargo.lock, versions 1 to 4. A package without a source is of the workspace or lies in a folder beside it: no package, and what it
 * needs is direct.
 *
 * @spec inventory#cargo-lock
 */
export function readCargoLock(text: InventoryText): Outcome<Inventory> {
  const toml = parseToml(text, 'package')
  if (!toml.ok) return toml
  const lock = toml.value.value
  const packages = isObject(lock) ? objectsMember(lock, 'package') : false
  const metadata = isObject(lock) ? objectMember(lock, 'metadata') : false
  const { version } = isObject(lock) ? lock : {}
  const isKnown = version === undefined || version === 1 || version === 2 || version === 3 || version === 4
  if (packages === false || metadata === false || !isKnown) {
    const what = 'expected a version of at most 4, and tables [[package]]'
    return refuse(problem('inventory/other-form', what, text.placeOf(0)))
  }
  const records = new Records('cargo-lock', text, toml.value)
  records.builder.hasAllNeeds = true
  const own = new Set(packages.filter((each) => each['source'] === undefined))
  const projects = new Set([...own].flatMap((each) => textMember(each, 'name') || []))
  const direct = new Set([...own].flatMap((each) => needsOf(each) ?? []))
  packages.forEach((record, index) => {
    const pointer = `/package/${index}`
    if (own.has(record)) records.addOther(record, pointer, textMember(record, 'name') || '.')
    else take(records, record, pointer, { direct, projects, metadata })
  })
  return records.finish()
}

interface Lock {
  readonly direct: ReadonlySet<string>
  readonly projects: ReadonlySet<string>
  /** Digests, in locks of version 1. */
  readonly metadata: JsonObject | undefined
}

const registryForm = /^(?:registry|sparse)\+(.+)$/

function take(
  records: Records,
  record: JsonObject,
  pointer: string,
  { direct, projects, metadata }: Lock,
): void {
  const name = textMember(record, 'name')
  const version = textMember(record, 'version')
  const source = textMember(record, 'source')
  const checksum = textMember(record, 'checksum')
  const needs = needsOf(record)
  if (!name || !version || !source || checksum === false || needs === undefined) {
    const what = 'expected name, version, source, checksum and dependencies as cargo writes them'
    records.refuse(record, pointer, name || 'a package without a name', 'line-unread', what)
    return
  }
  const registry = registryForm.exec(source)?.[1]
  const [id] = records.builder.identifyAll('cargo', [name])
  if (registry === undefined || record['replace'] !== undefined) {
    const what =
      registry === undefined
        ? `it comes from ${source.slice(0, 120)}, not from a registry`
        : 'another package stands in its place ([replace])'
    records.refuse(record, pointer, `${name} ${version}`, 'source-elsewhere', what, id)
    return
  }
  const old =
    metadata === undefined ? undefined : textMember(metadata, `checksum ${name} ${version} (${source})`)
  records.add(record, pointer, {
    type: 'cargo',
    name,
    version,
    digests: digestsOf([{ file: `${name}-${version}.crate`, hash: checksum ?? (old || undefined) }]),
    isDirect: direct.has(name),
    needs: identified(records, needs, projects),
    registries: [registry],
  })
}

function identified(
  records: Records,
  needs: readonly string[],
  projects: ReadonlySet<string>,
): readonly PackageId[] {
  return records.builder.identifyAll(
    'cargo',
    needs.filter((each) => !projects.has(each)),
  )
}

/** Names: `serde`, `serde 1.0.0` and `serde 1.0.0 (registry+…)` say the same one as far as is known. */
function needsOf(record: JsonObject): readonly string[] | undefined {
  const needs = textsMember(record, 'dependencies')
  return needs === false ? undefined : needs.map((each) => each.split(' ', 1)[0]!)
}
