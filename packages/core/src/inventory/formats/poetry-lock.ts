import { problem, refuse, type Outcome } from '../../problem/problem.js'
import { digestsOf, type HashedFile } from '../file-digests.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'
import { isObject, objectMember, objectsMember, textMember } from '../json-record.js'
import type { JsonObject } from '../parse-json.js'
import { parseToml } from '../parse-toml.js'
import { Records } from '../records.js'
import { snapshotOf } from '../snapshot.js'

/**
 * poetry.lock, of poetry 1.1 (`metadata.files`) and later (`files` of each package).
 *
 * @spec inventory#poetry-lock
 */
export function readPoetryLock(text: InventoryText): Outcome<Inventory> {
  const toml = parseToml(text, 'package')
  if (!toml.ok) return toml
  const lock = toml.value.value
  const metadata = isObject(lock) ? objectMember(lock, 'metadata') : undefined
  const version = metadata ? textMember(metadata, 'lock-version') : undefined
  const packages = isObject(lock) ? objectsMember(lock, 'package') : false
  const filesByName = metadata ? objectMember(metadata, 'files') : undefined
  if (
    typeof version !== 'string' ||
    !/^[12]\.[0-9]+$/.test(version) ||
    packages === false ||
    filesByName === false
  ) {
    const what = 'expected metadata.lock-version = "1.1" or "2.0", and tables [[package]]'
    return refuse(problem('inventory/other-form', what, text.placeOf(0)))
  }
  const records = new Records('poetry-lock', text, toml.value)
  records.builder.hasAllNeeds = true
  const named = new Set(
    records.builder.identifyAll(
      'pypi',
      packages.flatMap((each) => textMember(each, 'name') || []),
    ),
  )
  packages.forEach((record, index) => take(records, record, `/package/${index}`, named, filesByName))
  return records.finish()
}

function take(
  records: Records,
  record: JsonObject,
  pointer: string,
  named: ReadonlySet<string>,
  filesByName: JsonObject | undefined,
): void {
  const name = textMember(record, 'name')
  const version = textMember(record, 'version')
  const source = objectMember(record, 'source')
  const needs = needsOf(record)
  const files = filesOf(record, filesByName)
  if (!name || !version || source === false || needs === undefined || files === undefined) {
    const what = 'expected name, version, source, dependencies and files as poetry writes them'
    records.refuse(record, pointer, name || 'a package without a name', 'line-unread', what)
    return
  }
  const kind = source === undefined ? undefined : textMember(source, 'type')
  const url = source === undefined ? undefined : textMember(source, 'url')
  if (source !== undefined && (kind !== 'legacy' || !url)) {
    const [id] = records.builder.identifyAll('pypi', [name])
    const what = `it comes from ${(kind || 'an unnamed source').slice(0, 80)} ${(url || '').slice(0, 80)}, not from a registry`
    records.refuse(record, pointer, `${name} ${version}`, 'source-elsewhere', what, id)
    return
  }
  // What a marker or an extra asks for stands in the lock only where the project can come to need it.
  const ids = needs.flatMap(({ name: needed, isConditional }) =>
    records.builder.identifyAll('pypi', [needed]).filter((id) => !isConditional || named.has(id)),
  )
  const marker = textMember(record, 'markers')
  records.add(record, pointer, {
    type: 'pypi',
    name,
    version,
    digests: digestsOf(files),
    needs: ids,
    registries: [url || undefined],
    snapshot: url ? snapshotOf(url) : undefined,
    remarks: marker ? [`only where ${marker}`] : [],
  })
}

interface Need {
  readonly name: string
  readonly isConditional: boolean
}

function needsOf(record: JsonObject): readonly Need[] | undefined {
  const dependencies = objectMember(record, 'dependencies')
  if (dependencies === false) return undefined
  return Object.entries(dependencies ?? {}).map(([name, constraint]) => ({
    name,
    isConditional: typeof constraint !== 'string',
  }))
}

function filesOf(record: JsonObject, filesByName: JsonObject | undefined): readonly HashedFile[] | undefined {
  const own = objectsMember(record, 'files')
  const listed =
    record['files'] === undefined && filesByName !== undefined
      ? objectsMember(filesByName, textMember(record, 'name') || '')
      : own
  if (listed === false) return undefined
  const files: HashedFile[] = []
  for (const each of listed) {
    const file = textMember(each, 'file')
    const hash = textMember(each, 'hash')
    if (file === false || hash === false) return undefined
    files.push({ file, hash })
  }
  return files
}
