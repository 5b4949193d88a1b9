import type { JsonValue } from '../../json/canonical.js'
import { problem, refuse, type Outcome } from '../../problem/problem.js'
import type { PackageId } from '../../purl/fold-package.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory, InventoryDigest } from '../inventory.js'
import { isObject, objectMember, objectsMember, textMember, textsMember } from '../json-record.js'
import { parseJson, type JsonObject } from '../parse-json.js'
import { Records } from '../records.js'
import { readSbomPurl } from '../sbom-purl.js'

const versions: ReadonlySet<string> = new Set(['1.4', '1.5', '1.6'])

/**
 * CycloneDX 1.4 to 1.6 in JSON: each component with a package URL, at whatever depth. What the SBOM is about (`metadata.component`)
 * is no package; what it depends on is direct.
 *
 * @spec inventory#cyclonedx
 */
export function readCyclonedx(text: InventoryText): Outcome<Inventory> {
  const json = parseJson(text)
  if (!json.ok) return json
  const bom = json.value.value
  const version = isObject(bom) ? textMember(bom, 'specVersion') : undefined
  if (!isObject(bom) || bom['bomFormat'] !== 'CycloneDX' || !version || !versions.has(version)) {
    const what = 'expected bomFormat CycloneDX and specVersion 1.4, 1.5 or 1.6'
    return refuse(problem('inventory/other-form', what, text.placeOf(0)))
  }
  return new CyclonedxReader(new Records('cyclonedx', text, json.value), bom).read()
}

interface Component {
  readonly record: JsonValue
  readonly pointer: string
}

class CyclonedxReader {
  readonly #records: Records
  readonly #bom: JsonObject
  /** By `bom-ref`. */
  readonly #ids = new Map<string, PackageId>()
  readonly #edges = new Map<string, readonly string[]>()
  #direct: ReadonlySet<string> | undefined

  constructor(records: Records, bom: JsonObject) {
    this.#records = records
    this.#bom = bom
  }

  read(): Outcome<Inventory> {
    this.#takeEdges()
    const metadata = objectMember(this.#bom, 'metadata') || {}
    const subject = objectMember(metadata, 'component') || undefined
    if (subject !== undefined) {
      const pointer = '/metadata/component'
      this.#records.addOther(subject, pointer, textMember(subject, 'name') || '.')
      const ref = textMember(subject, 'bom-ref')
      const asked = ref ? this.#edges.get(ref) : undefined
      this.#direct = asked === undefined ? undefined : new Set(asked)
    }
    const components = [
      ...(subject === undefined ? [] : listed(subject['components'], '/metadata/component/components')),
      ...listed(this.#bom['components'], '/components'),
    ]
    const all = components.flatMap(withInner)
    for (const { record } of all) if (isObject(record)) this.#identify(record)
    for (const { record, pointer } of all) this.#take(record, pointer)
    return this.#records.finish()
  }

  #takeEdges(): void {
    for (const each of objectsMember(this.#bom, 'dependencies') || []) {
      const ref = textMember(each, 'ref')
      const needs = textsMember(each, 'dependsOn')
      if (ref && needs) this.#edges.set(ref, [...(this.#edges.get(ref) ?? []), ...needs])
    }
  }

  #identify(record: JsonObject): void {
    const ref = textMember(record, 'bom-ref')
    const purl = textMember(record, 'purl')
    if (!ref || !purl) return
    const found = readSbomPurl(purl)
    if (!('what' in found)) this.#ids.set(ref, found.package)
  }

  #take(record: JsonValue, pointer: string): void {
    if (!isObject(record)) {
      this.#records.refuse(undefined, pointer, JSON.stringify(record), 'line-unread', 'expected a component')
      return
    }
    const name = textMember(record, 'name') || 'a component without a name'
    const purl = textMember(record, 'purl')
    const version = textMember(record, 'version')
    const shown = version ? `${name} ${version}` : name
    if (!purl) {
      const kind = textMember(record, 'type') || 'component'
      const what = `the ${kind.slice(0, 40)} has no package URL, so that nobody can tell of which ecosystem it is`
      this.#records.refuse(record, pointer, shown, 'line-unread', what)
      return
    }
    const ref = textMember(record, 'bom-ref')
    const needs = (ref ? this.#edges.get(ref) : undefined) ?? []
    this.#records.addPurl(record, pointer, purl, {
      digests: digestsOf(record),
      isDirect: this.#direct === undefined || !ref ? undefined : this.#direct.has(ref),
      needs: needs.flatMap((each) => this.#ids.get(each) ?? []),
      remarks: record['scope'] === 'excluded' ? ['not used where the software runs'] : [],
    })
  }
}

function listed(value: JsonValue | undefined, pointer: string): readonly Component[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) return [{ record: value, pointer }]
  return (value as readonly JsonValue[]).map((record, index) => ({ record, pointer: `${pointer}/${index}` }))
}

/** A component and those that stand inside it. */
function withInner(component: Component): readonly Component[] {
  const { record, pointer } = component
  if (!isObject(record) || record['components'] === undefined) return [component]
  return [component, ...listed(record['components'], `${pointer}/components`).flatMap(withInner)]
}

/** SHA-256 of the component's file. */
function digestsOf(record: JsonObject): readonly InventoryDigest[] {
  const hashes = objectsMember(record, 'hashes') || []
  return hashes.flatMap((each) => {
    const sha256 = textMember(each, 'content') || ''
    const isKnown = textMember(each, 'alg') === 'SHA-256' && /^[0-9a-f]{64}$/i.test(sha256)
    return isKnown ? [{ file: undefined, sha256: sha256.toLowerCase() }] : []
  })
}
