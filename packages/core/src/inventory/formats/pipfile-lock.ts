import { problem, refuse, type Outcome } from '../../problem/problem.js'
import { digestsOf } from '../file-digests.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'
import {
  isObject,
  objectMember,
  objectsMember,
  pointerToken,
  textMember,
  textsMember,
} from '../json-record.js'
import { parseJson, type JsonObject } from '../parse-json.js'
import { Records } from '../records.js'
import { snapshotOf } from '../snapshot.js'

/** Members beside the groups of packages. */
const others: ReadonlySet<string> = new Set(['_meta'])

/**
 * Pipfile.lock, version 6: groups of packages, `default`, `develop` and whatever else people named.
 *
 * @spec inventory#pipfile-lock
 */
export function readPipfileLock(text: InventoryText): Outcome<Inventory> {
  const json = parseJson(text)
  if (!json.ok) return json
  const lock = json.value.value
  const meta = isObject(lock) ? objectMember(lock, '_meta') : undefined
  const sources = meta ? sourcesOf(meta) : undefined
  if (!isObject(lock) || !meta || meta['pipfile-spec'] !== 6 || sources === undefined) {
    const what = 'expected _meta with pipfile-spec 6 and sources with name and url'
    return refuse(problem('inventory/other-form', what, text.placeOf(0)))
  }
  const records = new Records('pipfile-lock', text, json.value)
  const [usual] = sources.values()
  if (usual !== undefined) records.builder.usualRegistries.set('pypi', usual)
  for (const [group, packages] of Object.entries(lock)) {
    if (others.has(group)) continue
    if (!isObject(packages)) {
      records.refuse(
        undefined,
        `/${pointerToken(group)}`,
        group,
        'line-unread',
        'expected a group of packages',
      )
      continue
    }
    for (const [name, record] of Object.entries(packages)) {
      const pointer = `/${pointerToken(group)}/${pointerToken(name)}`
      if (isObject(record)) take(records, name, record, pointer, sources)
      else
        records.refuse(undefined, pointer, name, 'line-unread', 'expected an object with version and hashes')
    }
  }
  return records.finish()
}

/** URLs by name, in the order of the file; the first is the usual one. */
function sourcesOf(meta: JsonObject): ReadonlyMap<string, string> | undefined {
  const listed = objectsMember(meta, 'sources')
  if (listed === false) return undefined
  const sources = new Map<string, string>()
  for (const each of listed) {
    const name = textMember(each, 'name')
    const url = textMember(each, 'url')
    if (!name || !url || sources.has(name)) return undefined
    sources.set(name, url)
  }
  return sources
}

const elsewhere = ['git', 'hg', 'svn', 'bzr', 'path', 'file', 'editable'] as const

function take(
  records: Records,
  name: string,
  record: JsonObject,
  pointer: string,
  sources: ReadonlyMap<string, string>,
): void {
  const [id] = records.builder.identifyAll('pypi', [name])
  const kind = elsewhere.find((each) => record[each] !== undefined)
  if (kind !== undefined) {
    const from = textMember(record, kind) || ''
    const what = `it comes from ${kind} ${from.slice(0, 80)}, not from a registry`
    records.refuse(record, pointer, name, 'source-elsewhere', what, id)
    return
  }
  const version = textMember(record, 'version')
  const hashes = textsMember(record, 'hashes')
  const index = textMember(record, 'index')
  if (!version || hashes === false || index === false) {
    records.refuse(record, pointer, name, 'line-unread', 'expected version, hashes and index', id)
    return
  }
  const url = index === undefined ? undefined : sources.get(index)
  if (index !== undefined && url === undefined) {
    const what = `expected one of the sources of the file, found ${index.slice(0, 80)}`
    records.refuse(record, pointer, `${name} ${version}`, 'source-elsewhere', what, id)
    return
  }
  // Older versions of pipenv look in every source for what names none.
  const registries = url === undefined ? [...sources.values()] : [url]
  const [only] = registries.length === 1 ? registries : []
  const marker = textMember(record, 'markers')
  const extras = textsMember(record, 'extras')
  records.add(record, pointer, {
    type: 'pypi',
    name,
    ...(version === '*' ? {} : { range: version }),
    digests: digestsOf(hashes.map((hash) => ({ file: undefined, hash }))),
    registries,
    snapshot: only === undefined ? undefined : snapshotOf(only),
    remarks: [
      ...(extras === false || extras.length === 0 ? [] : [`with the extras ${extras.join(',')}`]),
      ...(marker ? [`only where ${marker}`] : []),
    ],
  })
}
