import { problem, refuse, type Outcome } from '../../problem/problem.js'
import { exactVersions, InventoryBuilder, isReason } from '../inventory-builder.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory, InventoryDigest } from '../inventory.js'
import type { JsonValue } from '../../json/canonical.js'
import { isObject, textMember, textsMember } from '../json-record.js'
import { parseJson, type JsonObject, type JsonText } from '../parse-json.js'
import { rBase } from '../r-packages.js'
import { snapshotOf } from '../snapshot.js'

type Ecosystem = 'cran' | 'bioconductor'

/** How pak says that a package comes from a registry of packages. */
const registryTypes: ReadonlySet<string> = new Set(['standard', 'cran', 'bioc'])

/**
 * pkg.lock of pak, version 1: for each package version, where it comes from, what it needs, and whether somebody asked for it.
 *
 * @spec inventory#pak
 */
export function readPak(text: InventoryText): Outcome<Inventory> {
  const json = parseJson(text)
  if (!json.ok) return json
  const { value } = json.value
  const packages = isObject(value) ? value['packages'] : undefined
  if (!isObject(value) || value['lockfile_version'] !== 1 || !Array.isArray(packages)) {
    const what = 'expected an object with lockfile_version 1 and a list of packages'
    return refuse(problem('inventory/other-form', what, text.placeOf(0)))
  }
  return new PakReader(text, json.value).read(packages as readonly JsonValue[])
}

class PakReader {
  readonly #builder: InventoryBuilder
  readonly #text: InventoryText
  readonly #json: JsonText
  readonly #types = new Map<string, Ecosystem>()

  constructor(text: InventoryText, json: JsonText) {
    this.#text = text
    this.#json = json
    this.#builder = new InventoryBuilder('pak', text.source)
    this.#builder.hasAllNeeds = true
  }

  read(packages: readonly JsonValue[]): Outcome<Inventory> {
    for (const record of packages) {
      if (isObject(record) && typeof record['package'] === 'string')
        this.#types.set(record['package'], typeOf(record))
    }
    packages.forEach((record, index) => {
      if (isObject(record)) this.#take(record, index)
      else this.#refuse(JSON.stringify(record), undefined, index, 'line', 'expected an object')
    })
    return this.#builder.finish()
  }

  #take(record: JsonObject, index: number): void {
    const name = textMember(record, 'package')
    const version = textMember(record, 'version')
    const needs = textsMember(record, 'dependencies')
    const { direct } = record
    if (
      typeof name !== 'string' ||
      typeof version !== 'string' ||
      needs === false ||
      typeof direct !== 'boolean'
    ) {
      const what = 'expected package, version, direct and dependencies'
      this.#refuse(textMember(record, 'ref') || '', record, index, 'line', what)
      return
    }
    const text = `${name} ${version}`
    const kind = textMember(record, 'type')
    if (typeof kind !== 'string' || !registryTypes.has(kind)) {
      const ref = textMember(record, 'ref')
      const from = typeof ref === 'string' ? ` (${ref.slice(0, 80)})` : ''
      const found = typeof kind === 'string' ? kind.slice(0, 80) : 'nothing'
      this.#refuse(text, record, index, 'source', `expected a package of a registry, found ${found}${from}`)
      return
    }
    const type = typeOf(record)
    const id = this.#builder.identify(type, name)
    if (isReason(id)) {
      this.#refuse(text, record, index, 'name', id.what)
      return
    }
    const versions = exactVersions(type, version)
    if (typeof versions !== 'string') {
      this.#refuse(text, record, index, 'version', versions.what)
      return
    }
    const registry = registryOf(record)
    if (registry === undefined) {
      this.#refuse(text, record, index, 'source', 'expected to be told from which registry it comes')
      return
    }
    if (record['repotype'] === 'cran' && !this.#builder.usualRegistries.has('cran')) {
      this.#builder.usualRegistries.set('cran', registry)
    }
    const [first, last] = this.#linesOf(record)
    this.#builder.addPackage({
      package: id,
      name,
      version,
      versions,
      digests: digestsOf(record),
      isDirect: direct,
      needs: needs.flatMap((needed) => {
        const found = rBase.has(needed)
          ? undefined
          : this.#builder.identify(this.#types.get(needed) ?? 'cran', needed)
        return found === undefined || isReason(found) ? [] : [found]
      }),
      registries: [registry],
      snapshot: snapshotOf(registry),
      at: this.#builder.at(first, `/packages/${index}`),
      lastLine: last,
    })
  }

  #linesOf(record: JsonObject): readonly [number, number] {
    const [from, to] = this.#json.extentOf(record)
    return [this.#text.lineOf(from), this.#text.lineOf(to - 1)]
  }

  #refuse(
    text: string,
    record: JsonObject | undefined,
    index: number,
    why: 'line' | 'name' | 'version' | 'source',
    what: string,
  ): void {
    const code = why === 'source' ? 'inventory/source-elsewhere' : (`inventory/${why}-unread` as const)
    const line = record === undefined ? undefined : this.#linesOf(record)[0]
    const named = record === undefined ? undefined : textMember(record, 'package')
    const id = typeof named === 'string' ? this.#builder.identify(typeOf(record!), named) : undefined
    this.#builder.addUnreadable(
      text,
      code,
      what,
      this.#builder.at(line, `/packages/${index}`),
      id === undefined || isReason(id) ? undefined : id,
    )
  }
}

function typeOf(record: JsonObject): Ecosystem {
  return record['repotype'] === 'bioc' || record['type'] === 'bioc' ? 'bioconductor' : 'cran'
}

/** pak names the registry in its metadata, and in the URL of the file. The two must agree where both are there. */
function registryOf(record: JsonObject): string | undefined {
  const { metadata } = record
  const said = isObject(metadata) ? textMember(metadata, 'RemoteRepos') : undefined
  const sources = textsMember(record, 'sources')
  if (sources === false || said === false || said === undefined) return undefined
  const base = withoutEndSlashes(said)
  return sources.every((url) => url.startsWith(`${base}/`)) ? said : undefined
}

function withoutEndSlashes(url: string): string {
  let end = url.length
  while (end > 0 && url[end - 1] === '/') end--
  return url.slice(0, end)
}

/** Of the file that is named by its target. */
function digestsOf(record: JsonObject): readonly InventoryDigest[] {
  const sha256 = textMember(record, 'sha256')
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) return []
  const file = textMember(record, 'target') || undefined
  return [{ file: file?.slice(file.lastIndexOf('/') + 1), sha256 }]
}
