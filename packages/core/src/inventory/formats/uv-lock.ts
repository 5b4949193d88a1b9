import { problem, refuse, type Outcome } from '../../problem/problem.js'
import { digestsOf, fileNameOf, type HashedFile } from '../file-digests.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'
import { isObject, objectMember, objectsMember, textMember, textsMember } from '../json-record.js'
import type { JsonObject } from '../parse-json.js'
import { parseToml } from '../parse-toml.js'
import { Records } from '../records.js'
import { snapshotOf } from '../snapshot.js'

/**
 * uv.lock, version 1. The project and its workspace members are no packages; what they ask for is direct.
 *
 * @spec inventory#uv-lock
 */
export function readUvLock(text: InventoryText): Outcome<Inventory> {
  const toml = parseToml(text, 'package')
  if (!toml.ok) return toml
  const lock = toml.value.value
  const packages = isObject(lock) ? objectsMember(lock, 'package') : false
  if (!isObject(lock) || lock['version'] !== 1 || packages === false) {
    return refuse(
      problem('inventory/other-form', 'expected version = 1 and tables [[package]]', text.placeOf(0)),
    )
  }
  const records = new Records('uv-lock', text, toml.value)
  records.builder.hasAllNeeds = true
  const manifest = objectMember(lock, 'manifest')
  const members = new Set(manifest ? textsMember(manifest, 'members') || [] : [])
  const isOwn = (record: JsonObject) => isProject(record, members)
  const direct = new Set(packages.filter(isOwn).flatMap((record) => needsOf(record) ?? []))
  packages.forEach((record, index) => {
    const pointer = `/package/${index}`
    if (isOwn(record)) records.addOther(record, pointer, textMember(record, 'name') || '.')
    else take(records, record, pointer, direct)
  })
  return records.finish()
}

/** The folder of the lock itself, or a member of its workspace. */
function isProject(record: JsonObject, members: ReadonlySet<string>): boolean {
  const source = objectMember(record, 'source')
  if (!source) return false
  const path = textMember(source, 'virtual') ?? textMember(source, 'editable')
  if (typeof path !== 'string') return false
  return path === '.' || members.has(textMember(record, 'name') || '')
}

function take(records: Records, record: JsonObject, pointer: string, direct: ReadonlySet<string>): void {
  const name = textMember(record, 'name')
  const version = textMember(record, 'version')
  const source = objectMember(record, 'source')
  const needs = needsOf(record)
  const files = filesOf(record)
  if (!name || version === false || !source || needs === undefined || files === undefined) {
    const what = 'expected name, version, source, and what it needs and its files as arrays of tables'
    records.refuse(record, pointer, name || 'a package without a name', 'line-unread', what)
    return
  }
  const registry = textMember(source, 'registry')
  if (typeof registry !== 'string' || version === undefined) {
    const [id] = records.builder.identifyAll('pypi', [name])
    const [kind = 'nowhere'] = Object.keys(source)
    const from = textMember(source, kind) || ''
    const what = `it comes from ${kind} ${from.slice(0, 80)}, not from a registry`
    records.refuse(record, pointer, `${name} ${version ?? ''}`.trim(), 'source-elsewhere', what, id)
    return
  }
  records.add(record, pointer, {
    type: 'pypi',
    name,
    version,
    digests: digestsOf(files.map(({ hashed }) => hashed)),
    isDirect: direct.has(name),
    needs: records.builder.identifyAll('pypi', needs),
    registries: [registry],
    fileUrls: files.flatMap(({ url }) => url ?? []),
    snapshot: snapshotOf(registry),
  })
}

/** Names of all that it needs, in whatever group or extra. */
function needsOf(record: JsonObject): readonly string[] | undefined {
  const lists = [objectsMember(record, 'dependencies')]
  for (const member of ['optional-dependencies', 'dev-dependencies']) {
    const groups = objectMember(record, member)
    if (groups === false) return undefined
    for (const group of Object.keys(groups ?? {})) lists.push(objectsMember(groups!, group))
  }
  const names: string[] = []
  for (const list of lists) {
    if (list === false) return undefined
    for (const each of list) {
      const name = textMember(each, 'name')
      if (!name) return undefined
      names.push(name)
    }
  }
  return names
}

interface LockedFile {
  readonly hashed: HashedFile
  readonly url: string | undefined
}

/** The source archive and the wheels, any of which may be used. */
function filesOf(record: JsonObject): readonly LockedFile[] | undefined {
  const sdist = objectMember(record, 'sdist')
  const wheels = objectsMember(record, 'wheels')
  if (sdist === false || wheels === false) return undefined
  const files: LockedFile[] = []
  for (const each of sdist === undefined ? wheels : [sdist, ...wheels]) {
    const url = textMember(each, 'url')
    const hash = textMember(each, 'hash')
    const path = textMember(each, 'path') ?? textMember(each, 'filename')
    if (url === false || hash === false || path === false) return undefined
    const file = url ?? path
    files.push({ hashed: { file: file === undefined ? undefined : fileNameOf(file), hash }, url })
  }
  return files
}
