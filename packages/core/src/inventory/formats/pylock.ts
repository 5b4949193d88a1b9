import { problem, refuse, type Outcome } from '../../problem/problem.js'
import { digestsOf, fileNameOf, type HashedFile } from '../file-digests.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'
import { isObject, objectMember, objectsMember, textMember } from '../json-record.js'
import type { JsonObject } from '../parse-json.js'
import { parseToml } from '../parse-toml.js'
import { Records } from '../records.js'
import { snapshotOf } from '../snapshot.js'

/**
 * pylock.toml (PEP 751), version 1. What it says of dependencies is for people and may not be all.
 *
 * @spec inventory#pylock
 */
export function readPylock(text: InventoryText): Outcome<Inventory> {
  const toml = parseToml(text, 'packages')
  if (!toml.ok) return toml
  const lock = toml.value.value
  const version = isObject(lock) ? textMember(lock, 'lock-version') : undefined
  const packages = isObject(lock) ? objectsMember(lock, 'packages') : false
  if (typeof version !== 'string' || !/^1(?:\.[0-9]+)?$/.test(version) || packages === false) {
    const what = 'expected lock-version = "1.0" and tables [[packages]]'
    return refuse(problem('inventory/other-form', what, text.placeOf(0)))
  }
  const records = new Records('pylock', text, toml.value)
  packages.forEach((record, index) => take(records, record, `/packages/${index}`))
  return records.finish()
}

function take(records: Records, record: JsonObject, pointer: string): void {
  const name = textMember(record, 'name')
  const version = textMember(record, 'version')
  const index = textMember(record, 'index')
  const needs = objectsMember(record, 'dependencies')
  const files = filesOf(record)
  if (!name || version === false || index === false || needs === false || files === undefined) {
    const what = 'expected name, version, index, dependencies and files as PEP 751 has them'
    records.refuse(record, pointer, name || 'a package without a name', 'line-unread', what)
    return
  }
  const directory = objectMember(record, 'directory')
  if (directory && /^\.?\/?$/.test(textMember(directory, 'path') || '?')) {
    records.addOther(record, pointer, name)
    return
  }
  const elsewhere = ['vcs', 'directory', 'archive'].find((each) => record[each] !== undefined)
  if (elsewhere !== undefined || version === undefined || files.length === 0) {
    const [id] = records.builder.identifyAll('pypi', [name])
    const what =
      elsewhere === undefined
        ? 'expected a version, and a source archive or wheels'
        : `it comes from ${elsewhere} ${placeOf(record[elsewhere]).slice(0, 80)}, not from a registry`
    const reason = elsewhere === undefined ? 'line-unread' : 'source-elsewhere'
    records.refuse(record, pointer, `${name} ${version ?? ''}`.trim(), reason, what, id)
    return
  }
  const marker = textMember(record, 'marker')
  records.add(record, pointer, {
    type: 'pypi',
    name,
    version,
    digests: digestsOf(files.map(({ hashed }) => hashed)),
    needs: records.builder.identifyAll(
      'pypi',
      needs.flatMap((each) => textMember(each, 'name') || []),
    ),
    registries: [index],
    fileUrls: files.flatMap(({ url }) => url ?? []),
    snapshot: index === undefined ? undefined : snapshotOf(index),
    remarks: marker ? [`only where ${marker}`] : [],
  })
}

function placeOf(source: JsonObject[string]): string {
  return isObject(source) ? textMember(source, 'url') || textMember(source, 'path') || '' : ''
}

interface LockedFile {
  readonly hashed: HashedFile
  readonly url: string | undefined
}

function filesOf(record: JsonObject): readonly LockedFile[] | undefined {
  const sdist = objectMember(record, 'sdist')
  const wheels = objectsMember(record, 'wheels')
  if (sdist === false || wheels === false) return undefined
  const files: LockedFile[] = []
  for (const each of sdist === undefined ? wheels : [sdist, ...wheels]) {
    const url = textMember(each, 'url')
    const path = textMember(each, 'path') ?? textMember(each, 'name')
    const hashes = objectMember(each, 'hashes')
    if (url === false || path === false || hashes === false) return undefined
    const file = textMember(each, 'name') || url || path
    const hash = hashes === undefined ? undefined : textMember(hashes, 'sha256') || undefined
    files.push({ hashed: { file: file === undefined ? undefined : fileNameOf(file), hash }, url })
  }
  return files
}
