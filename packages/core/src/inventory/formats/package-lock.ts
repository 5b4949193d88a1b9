import { problem, refuse, type Outcome } from '../../problem/problem.js'
import type { PackageId } from '../../purl/fold-package.js'
import type { InventoryText } from '../inventory-text.js'
import { isReason } from '../inventory-builder.js'
import type { Inventory } from '../inventory.js'
import { isObject, objectMember, pointerToken, textMember } from '../json-record.js'
import { splitNpmName } from '../npm-name.js'
import { parseJson, type JsonObject } from '../parse-json.js'
import { Records } from '../records.js'

const folder = 'node_modules/'

/**
 * package-lock.json and npm-shrinkwrap.json, versions 2 and 3. The project and its workspaces are no packages; what they ask for is direct.
 *
 * `integrity` is SHA-512 of the file as a rule, which is not compared.
 *
 * @spec inventory#package-lock
 */
export function readPackageLock(text: InventoryText): Outcome<Inventory> {
  const json = parseJson(text)
  if (!json.ok) return json
  const lock = json.value.value
  const packages = isObject(lock) ? objectMember(lock, 'packages') : false
  const version = isObject(lock) ? lock['lockfileVersion'] : undefined
  if (!packages || (version !== 2 && version !== 3)) {
    const what = 'expected lockfileVersion 2 or 3, and packages by their folders'
    return refuse(problem('inventory/other-form', what, text.placeOf(0)))
  }
  return new PackageLockReader(new Records('package-lock', text, json.value), packages).read()
}

const needMembers = ['dependencies', 'optionalDependencies', 'peerDependencies', 'devDependencies'] as const

class PackageLockReader {
  readonly #records: Records
  readonly #packages: JsonObject

  constructor(records: Records, packages: JsonObject) {
    this.#records = records
    this.#packages = packages
    records.builder.hasAllNeeds = true
  }

  read(): Outcome<Inventory> {
    const direct = this.#directFolders()
    for (const [path, record] of Object.entries(this.#packages)) {
      const pointer = `/packages/${pointerToken(path)}`
      if (!isObject(record)) {
        this.#records.refuse(undefined, pointer, path, 'line-unread', 'expected an object')
      } else if (isProjectPath(path) || record['link'] === true) {
        this.#records.addOther(record, pointer, path === '' ? textMember(record, 'name') || '.' : path)
      } else this.#take(path, record, pointer, direct.has(path))
    }
    return this.#records.finish()
  }

  #take(path: string, record: JsonObject, pointer: string, isDirect: boolean): void {
    const name = nameOf(path, record)
    const version = textMember(record, 'version')
    const resolved = textMember(record, 'resolved')
    if (!version || resolved === false) {
      const what = 'expected version and resolved as npm writes them'
      this.#records.refuse(record, pointer, name, 'line-unread', what, this.#identify(name))
      return
    }
    const registry = resolved === undefined ? undefined : registryOf(resolved, name)
    if (resolved !== undefined && registry === undefined) {
      const what = `it comes from ${resolved.slice(0, 120)}, not from a registry`
      this.#records.refuse(
        record,
        pointer,
        `${name} ${version}`,
        'source-elsewhere',
        what,
        this.#identify(name),
      )
      return
    }
    this.#records.add(record, pointer, {
      type: 'npm',
      ...splitNpmName(name),
      version,
      isDirect,
      needs: this.#needsOf(path, record),
      registries: [registry],
      remarks: [
        ...(record['inBundle'] === true ? ['it comes inside the file of the package that needs it'] : []),
        ...(record['optional'] === true ? ['only where it can be built'] : []),
      ],
    })
  }

  /** Folders of what the project and its workspaces ask for. */
  #directFolders(): ReadonlySet<string> {
    const folders = new Set<string>()
    for (const [path, record] of Object.entries(this.#packages)) {
      if (!isProjectPath(path) || !isObject(record)) continue
      for (const { name } of namesIn(record)) {
        const found = this.#find(path, name)
        if (found !== undefined) folders.add(found)
      }
    }
    return folders
  }

  #needsOf(path: string, record: JsonObject): readonly PackageId[] {
    const ids: PackageId[] = []
    for (const { name, isSure } of namesIn(record)) {
      const found = this.#find(path, name)
      // What may be left out and is not there is not missing.
      if (found === undefined && !isSure) continue
      const target = found === undefined ? undefined : this.#packages[found]
      const id = this.#identify(found !== undefined && isObject(target) ? nameOf(found, target) : name)
      if (id !== undefined) ids.push(id)
    }
    return ids
  }

  /** The folder from which Node takes a package: the nearest upwards. */
  #find(from: string, name: string): string | undefined {
    for (let base = from; ;) {
      const path = `${base === '' ? '' : `${base}/`}${folder}${name}`
      if (Object.hasOwn(this.#packages, path)) return path
      if (base === '') return undefined
      const cut = base.lastIndexOf(`/${folder}`)
      base = cut >= 0 ? base.slice(0, cut) : ''
    }
  }

  #identify(name: string): PackageId | undefined {
    const { namespace, name: own } = splitNpmName(name)
    const id = this.#records.builder.identify('npm', own, namespace)
    return isReason(id) ? undefined : id
  }
}

function isProjectPath(path: string): boolean {
  return path === '' || !(path.startsWith(folder) || path.includes(`/${folder}`))
}

/** Its own name where it stands in a folder of another one (`"a": "npm:b@1"`). */
function nameOf(path: string, record: JsonObject): string {
  return textMember(record, 'name') || path.slice(path.lastIndexOf(folder) + folder.length)
}

function namesIn(record: JsonObject): readonly { readonly name: string; readonly isSure: boolean }[] {
  const optional = objectMember(record, 'optionalDependencies') || {}
  return needMembers.flatMap((member) =>
    Object.keys(objectMember(record, member) || {}).map((name) => ({
      name,
      isSure: member === 'dependencies' && !Object.hasOwn(optional, name),
    })),
  )
}

/** `https://registry.example/@scope/name/-/name-1.0.0.tgz` lies in the registry before the name. Undefined for any other form. */
function registryOf(resolved: string, name: string): string | undefined {
  if (!/^https?:\/\//.test(resolved)) return undefined
  for (const spelling of [name, name.replace('/', '%2f'), name.replace('/', '%2F')]) {
    const mark = resolved.indexOf(`/${spelling}/-/`)
    const file = resolved.slice(mark + spelling.length + 4)
    if (mark > 0 && /^[^/?#]+\.tgz$/.test(file)) return resolved.slice(0, mark + 1)
  }
  return undefined
}
