import { problem, refuse, type Outcome } from '../../problem/problem.js'
import { exactVersions, InventoryBuilder, isReason } from '../inventory-builder.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'
import { isObject, pointerToken, textMember, textsMember } from '../json-record.js'
import { parseJson, type JsonObject, type JsonText } from '../parse-json.js'
import { rBase } from '../r-packages.js'
import { snapshotOf } from '../snapshot.js'

/**
 * renv.lock. Version 1 says in `Requirements` what a package needs; version 2 (renv 1.1) has the fields of its DESCRIPTION instead.
 *
 * `Hash` is renv's own digest of a DESCRIPTION and tells nothing of the file, so it is not a digest here.
 *
 * @spec inventory#renv
 */
export function readRenv(text: InventoryText): Outcome<Inventory> {
  const json = parseJson(text)
  if (!json.ok) return json
  const { value } = json.value
  const packages = isObject(value) ? value['Packages'] : undefined
  if (!isObject(value) || !isObject(packages)) {
    const what = 'expected an object with the members R and Packages'
    return refuse(problem('inventory/other-form', what, text.placeOf(0)))
  }
  const repositories = readRepositories(value)
  if (repositories === undefined) {
    const what = 'expected R.Repositories to be a list of objects with Name and URL'
    return refuse(problem('inventory/other-form', what, { ...text.placeOf(0), pointer: '/R/Repositories' }))
  }
  return new RenvReader(text, json.value, repositories).read(packages)
}

/** URLs by name, in the order of the file; the first is the usual one. */
function readRepositories(lock: JsonObject): ReadonlyMap<string, string> | undefined {
  const repositories = new Map<string, string>()
  const { R: r } = lock
  if (!isObject(r)) return r === undefined ? repositories : undefined
  const { Repositories: listed = [] } = r
  if (!Array.isArray(listed)) return undefined
  for (const each of listed as readonly JsonObject[]) {
    const name = isObject(each) ? textMember(each, 'Name') : undefined
    const url = isObject(each) ? textMember(each, 'URL') : undefined
    if (typeof name !== 'string' || typeof url !== 'string' || repositories.has(name)) return undefined
    repositories.set(name, url)
  }
  return repositories
}

class RenvReader {
  readonly #builder: InventoryBuilder
  readonly #text: InventoryText
  readonly #json: JsonText
  readonly #repositories: ReadonlyMap<string, string>
  /** Of which ecosystem a package of the file is, by its name: what needs it names it without saying. */
  readonly #types = new Map<string, 'cran' | 'bioconductor'>()

  constructor(text: InventoryText, json: JsonText, repositories: ReadonlyMap<string, string>) {
    this.#text = text
    this.#json = json
    this.#repositories = repositories
    this.#builder = new InventoryBuilder('renv', text.source)
    this.#builder.hasAllNeeds = true
    const [usual] = repositories.values()
    if (usual !== undefined) this.#builder.usualRegistries.set('cran', usual)
  }

  read(packages: JsonObject): Outcome<Inventory> {
    for (const [name, record] of Object.entries(packages)) {
      const isBioconductor = isObject(record) && record['Source'] === 'Bioconductor'
      this.#types.set(name, isBioconductor ? 'bioconductor' : 'cran')
    }
    for (const [name, record] of Object.entries(packages)) {
      if (isObject(record)) this.#take(name, record)
      else this.#refuse(name, undefined, 'line', 'expected an object with Package, Version and Source')
    }
    return this.#builder.finish()
  }

  #take(key: string, record: JsonObject): void {
    const name = textMember(record, 'Package')
    const version = textMember(record, 'Version')
    const needs = readNeeds(record)
    if (name !== key || typeof version !== 'string' || needs === undefined) {
      const what = 'expected Package as it is called here, Version, and what it needs as lists of names'
      this.#refuse(key, record, 'line', what)
      return
    }
    const origin = this.#originOf(record)
    if (typeof origin === 'string') {
      this.#refuse(`${key} ${version}`, record, 'source', origin)
      return
    }
    const type = this.#types.get(key)!
    const id = this.#builder.identify(type, key)
    if (isReason(id)) {
      this.#refuse(key, record, 'name', id.what)
      return
    }
    const versions = exactVersions(type, version)
    if (typeof versions !== 'string') {
      this.#refuse(`${key} ${version}`, record, 'version', versions.what)
      return
    }
    const [first, last] = this.#linesOf(record)
    const [only] = origin.length === 1 ? origin : []
    this.#builder.addPackage({
      package: id,
      name: key,
      version,
      versions,
      needs: needs.flatMap((needed) => {
        const found = this.#builder.identify(this.#types.get(needed) ?? 'cran', needed)
        return isReason(found) ? [] : [found]
      }),
      registries: origin,
      snapshot: only === undefined ? undefined : snapshotOf(only),
      at: this.#builder.at(first, `/Packages/${pointerToken(key)}`),
      lastLine: last,
    })
  }

  /** The URLs that it may come from, or why it comes from no registry. */
  #originOf(record: JsonObject): readonly string[] | string {
    const source = textMember(record, 'Source')
    if (source === 'Bioconductor') return []
    if (source !== 'Repository' && source !== 'CRAN') {
      const remote = textMember(record, 'RemoteUrl') || textMember(record, 'RemotePkgRef')
      const from = remote === undefined || remote === false ? '' : ` (${remote.slice(0, 80)})`
      return `it comes from ${source === undefined || source === false ? 'an unnamed source' : source.slice(0, 80)}${from}, not from a registry`
    }
    const repository = textMember(record, 'Repository')
    if (repository === false) return 'expected Repository to be a name or a URL'
    if (repository?.includes('://') === true) return [repository]
    const named = repository === undefined ? undefined : this.#repositories.get(repository)
    // renv looks in every repository of the file for what comes from one that the file does not list.
    return named === undefined ? [...this.#repositories.values()] : [named]
  }

  #linesOf(record: JsonObject): readonly [number, number] {
    const [from, to] = this.#json.extentOf(record)
    return [this.#text.lineOf(from), this.#text.lineOf(to - 1)]
  }

  #refuse(
    text: string,
    record: JsonObject | undefined,
    why: 'line' | 'name' | 'version' | 'source',
    what: string,
  ): void {
    const code = why === 'source' ? 'inventory/source-elsewhere' : (`inventory/${why}-unread` as const)
    const line = record === undefined ? undefined : this.#linesOf(record)[0]
    const name = text.split(' ', 1)[0]!
    const id = this.#builder.identify(this.#types.get(name) ?? 'cran', name)
    this.#builder.addUnreadable(
      text,
      code,
      what,
      this.#builder.at(line, `/Packages/${pointerToken(name)}`),
      isReason(id) ? undefined : id,
    )
  }
}

/** Names of what it needs, without what comes with R; undefined where they are of another form. */
function readNeeds(record: JsonObject): readonly string[] | undefined {
  const names = new Set<string>()
  for (const member of ['Requirements', 'Depends', 'Imports', 'LinkingTo']) {
    const single = textMember(record, member)
    const fields = typeof single === 'string' ? single.split(',') : textsMember(record, member)
    if (fields === false) return undefined
    for (const field of fields) {
      // `cli (>= 3.6.0)`: which versions it needs is not known here.
      const [name = ''] = field.trim().split(/[\s(]/, 1)
      if (name !== '' && !rBase.has(name)) names.add(name)
    }
  }
  return [...names]
}
