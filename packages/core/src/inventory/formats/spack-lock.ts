import { problem, refuse, type Outcome } from '../../problem/problem.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'
import { isObject, objectMember, objectsMember, pointerToken, textMember } from '../json-record.js'
import { parseJson, type JsonObject } from '../parse-json.js'
import { Records } from '../records.js'

/** The repository that comes with spack; later versions call it by its full name. */
const builtin: ReadonlySet<string> = new Set(['builtin', 'spack_repo.builtin'])

/**
 * spack.lock: the concrete specs of an environment. What stands on the machine already (external), in a folder of the developer, or comes
 * from another repository of recipes is unreadable. Its hashes are of recipes and configurations, not of files.
 *
 * @spec inventory#spack-lock
 */
export function readSpackLock(text: InventoryText): Outcome<Inventory> {
  const json = parseJson(text)
  if (!json.ok) return json
  const lock = json.value.value
  const meta = isObject(lock) ? objectMember(lock, '_meta') : undefined
  const specs = isObject(lock) ? objectMember(lock, 'concrete_specs') : undefined
  const roots = isObject(lock) ? objectsMember(lock, 'roots') : false
  if (!meta || meta['file-type'] !== 'spack-lockfile' || !specs || roots === false) {
    const what = 'expected _meta.file-type spack-lockfile, roots and concrete_specs'
    return refuse(problem('inventory/other-form', what, text.placeOf(0)))
  }
  const records = new Records('spack-lock', text, json.value)
  records.builder.hasAllNeeds = true
  const direct = new Set(roots.flatMap((each) => textMember(each, 'hash') || []))
  for (const [hash, record] of Object.entries(specs)) {
    const pointer = `/concrete_specs/${pointerToken(hash)}`
    if (isObject(record)) take(records, record, pointer, direct.has(hash))
    else records.refuse(undefined, pointer, hash, 'line-unread', 'expected an object with name and version')
  }
  return records.finish()
}

function take(records: Records, record: JsonObject, pointer: string, isDirect: boolean): void {
  const name = textMember(record, 'name')
  const version = textMember(record, 'version')
  const namespace = textMember(record, 'namespace')
  const needs = needsOf(record)
  const parameters = objectMember(record, 'parameters')
  if (!name || !version || !namespace || needs === undefined || parameters === false) {
    const what = 'expected name, version, namespace, parameters and dependencies as spack writes them'
    records.refuse(record, pointer, name || 'a spec without a name', 'line-unread', what)
    return
  }
  const elsewhere = elsewhereOf(record, namespace, parameters)
  if (elsewhere !== undefined) {
    const [id] = records.builder.identifyAll('spack', [name])
    records.refuse(record, pointer, `${name} ${version}`, 'source-elsewhere', elsewhere, id)
    return
  }
  records.add(record, pointer, {
    type: 'spack',
    name,
    version,
    isDirect,
    needs: records.builder.identifyAll('spack', needs),
  })
}

function elsewhereOf(
  record: JsonObject,
  namespace: string,
  parameters: JsonObject | undefined,
): string | undefined {
  if (record['external'] !== undefined && record['external'] !== null)
    return 'it stands on the machine already'
  if (parameters?.['dev_path'] !== undefined) return 'it is built from a folder of the developer'
  return builtin.has(namespace)
    ? undefined
    : `it comes from the repository of recipes ${namespace.slice(0, 80)}`
}

/** Newer files have a list of records, older ones an object by name. */
function needsOf(record: JsonObject): readonly string[] | undefined {
  const needs = record['dependencies']
  if (isObject(needs)) return Object.keys(needs)
  const listed = objectsMember(record, 'dependencies')
  if (listed === false) return undefined
  const names = listed.flatMap((each) => textMember(each, 'name') || [])
  return names.length === listed.length ? names : undefined
}
