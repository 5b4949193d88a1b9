import type { JsonValue } from '../../json/canonical.js'
import { problem, refuse, type Outcome } from '../../problem/problem.js'
import type { PackageId } from '../../purl/fold-package.js'
import { isReason } from '../inventory-builder.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'
import { isObject, objectMember, pointerToken, textMember } from '../json-record.js'
import { splitNpmName } from '../npm-name.js'
import type { JsonObject } from '../parse-json.js'
import { Records } from '../records.js'
import type { YamlParser } from '../structured-text.js'

/**
 * pnpm-lock.yaml, versions 6 and 9. Later versions of pnpm put a document of their own before it, which is read like it. The projects
 * (`importers`) are no packages; what they ask for is direct. `integrity` is SHA-512 as a rule, which is not compared.
 *
 * @spec inventory#pnpm-lock
 */
export function readPnpmLock(text: InventoryText, parseYaml: YamlParser): Outcome<Inventory> {
  const yaml = parseYaml(text)
  if (!yaml.ok) return yaml
  const { documents } = yaml.value
  const other = documents.find((each) => !isLock(each))
  if (other !== undefined || documents.length === 0) {
    const what = 'expected lockfileVersion 6 or 9, and packages by their names and versions'
    return refuse(problem('inventory/other-form', what, text.placeOf(0)))
  }
  const records = new Records('pnpm-lock', text, yaml.value)
  records.builder.hasAllNeeds = true
  for (const each of documents) if (isObject(each)) new PnpmLockReader(records, each).read()
  return records.finish()
}

function isLock(document: JsonValue): boolean {
  if (!isObject(document)) return false
  const version = textMember(document, 'lockfileVersion')
  return (
    typeof version === 'string' &&
    /^[69](?:\.[0-9]+)?$/.test(version) &&
    objectMember(document, 'packages') !== false
  )
}

const needMembers = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'configDependencies',
  'packageManagerDependencies',
] as const

/** Name and version of a package, as the file's keys have them. */
interface Key {
  readonly name: string
  readonly version: string
}

class PnpmLockReader {
  readonly #records: Records
  readonly #lock: JsonObject
  readonly #direct = new Set<string>()
  /** Edges by name and version, without peers. */
  readonly #needs = new Map<string, Set<PackageId>>()

  constructor(records: Records, lock: JsonObject) {
    this.#records = records
    this.#lock = lock
  }

  read(): void {
    const importers = objectMember(this.#lock, 'importers') || { '.': this.#lock }
    for (const [path, importer] of Object.entries(importers)) {
      this.#records.addOther(
        isObject(importer) && importer !== this.#lock ? importer : undefined,
        `/importers/${pointerToken(path)}`,
        path,
      )
      if (isObject(importer)) this.#takeImporter(importer)
    }
    const packages = objectMember(this.#lock, 'packages') || {}
    // Version 9 keeps what a package needs apart, once for each set of peers.
    for (const [key, snapshot] of Object.entries(objectMember(this.#lock, 'snapshots') || packages)) {
      if (isObject(snapshot)) this.#takeNeeds(key, snapshot)
    }
    for (const [key, record] of Object.entries(packages)) {
      const pointer = `/packages/${pointerToken(key)}`
      if (isObject(record)) this.#take(key, record, pointer)
      else
        this.#records.refuse(undefined, pointer, key, 'line-unread', 'expected an object with a resolution')
    }
  }

  #takeImporter(importer: JsonObject): void {
    for (const member of needMembers) {
      for (const [name, asked] of Object.entries(objectMember(importer, member) || {})) {
        const version = isObject(asked) ? textMember(asked, 'version') : asked
        const key = typeof version === 'string' ? targetOf(name, version) : undefined
        if (key !== undefined) this.#direct.add(`${key.name}@${key.version}`)
      }
    }
  }

  #takeNeeds(key: string, snapshot: JsonObject): void {
    const of = parseKey(key)
    if (of === undefined) return
    const ids = this.#needs.get(`${of.name}@${of.version}`) ?? new Set()
    for (const member of needMembers) {
      for (const [name, version] of Object.entries(objectMember(snapshot, member) || {})) {
        const target = typeof version === 'string' ? targetOf(name, version) : undefined
        const id = target === undefined ? undefined : this.#identify(target.name)
        if (id !== undefined) ids.add(id)
      }
    }
    this.#needs.set(`${of.name}@${of.version}`, ids)
  }

  #take(key: string, record: JsonObject, pointer: string): void {
    const found = parseKey(key)
    const resolution = objectMember(record, 'resolution')
    const tarball = resolution ? textMember(resolution, 'tarball') : undefined
    if (!resolution || tarball === false) {
      this.#records.refuse(record, pointer, key, 'line-unread', 'expected a resolution as pnpm writes it')
      return
    }
    const registry =
      tarball === undefined || found === undefined ? undefined : registryOf(tarball, found.name)
    const isOfRegistry =
      textMember(resolution, 'integrity') &&
      resolution['type'] === undefined &&
      resolution['directory'] === undefined
    if (found === undefined || !isOfRegistry || (tarball !== undefined && registry === undefined)) {
      const from = tarball ?? (textMember(resolution, 'repo') || textMember(resolution, 'directory') || key)
      const what = `it comes from ${from.slice(0, 120)}, not from a registry`
      const name = found?.name ?? (textMember(record, 'name') || undefined)
      this.#records.refuse(
        record,
        pointer,
        key,
        'source-elsewhere',
        what,
        name === undefined ? undefined : this.#identify(name),
      )
      return
    }
    this.#records.add(record, pointer, {
      type: 'npm',
      ...splitNpmName(found.name),
      version: found.version,
      isDirect: this.#direct.has(`${found.name}@${found.version}`),
      needs: [...(this.#needs.get(`${found.name}@${found.version}`) ?? [])],
      registries: [registry],
      remarks: record['optional'] === true ? ['only where it can be built'] : [],
    })
  }

  #identify(name: string): PackageId | undefined {
    const { namespace, name: own } = splitNpmName(name)
    const id = this.#records.builder.identify('npm', own, namespace)
    return isReason(id) ? undefined : id
  }
}

/** `/@scope/name@1.0.0(peer@2.0.0)` of version 6, without the slash of version 9; undefined where it has no version but a URL. */
function parseKey(key: string): Key | undefined {
  const bare = withoutPeers(key.startsWith('/') ? key.slice(1) : key)
  const at = bare.indexOf('@', 1)
  const [name, version] = [bare.slice(0, at), bare.slice(at + 1)]
  return at > 0 && /^[0-9]/.test(version) ? { name, version } : undefined
}

function withoutPeers(text: string): string {
  const open = text.indexOf('(')
  return open < 0 ? text : text.slice(0, open)
}

/** What stands behind a name: a version with its peers, or the key of another package (`"a": "npm:b@1"`). */
function targetOf(name: string, text: string): Key | undefined {
  const version = withoutPeers(text)
  return /^[0-9]/.test(version) ? { name, version } : parseKey(text)
}

/** As in package-lock.json: `https://registry.example/name/-/name-1.0.0.tgz` lies in the registry before the name. */
function registryOf(tarball: string, name: string): string | undefined {
  const mark = /^https?:\/\//.test(tarball) ? tarball.indexOf(`/${name}/-/`) : -1
  return mark > 0 && /^[^/?#]+\.tgz$/.test(tarball.slice(mark + name.length + 4))
    ? tarball.slice(0, mark + 1)
    : undefined
}
