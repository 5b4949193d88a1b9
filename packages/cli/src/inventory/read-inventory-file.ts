import { basename, dirname, isAbsolute, join, relative } from 'node:path'
import {
  formatNames,
  formatsInYaml,
  joinInventories,
  maxInventoryBytes,
  problem,
  readInventory,
  recogniseFormat,
  sha256,
  type FormatName,
  type Inventory,
  type InventoryInclude,
  type Sha256,
  type YamlParser,
} from '@trustlist/core'
import { fail, succeed, type CliProblem, type Result } from '../failure.js'
import { isFault } from '../files/fault.js'
import { readInput, standardInput } from '../files/read-input.js'
import type { SourceText } from '../render/code-frame.js'
import type { World } from '../world.js'

export interface InventoryFileOptions {
  /** Default: recognised by what the file holds. */
  readonly format?: FormatName
  /** The package URL type of the names, for formats that do not say it. */
  readonly type?: string
}

/** A file of packages with the files that it takes in. */
export interface InventoryFile {
  readonly inventory: Inventory
  /** Of the named file's bytes. */
  readonly sha256: Sha256
}

/** More than any project has; an endless chain ends here. */
const maxIncludedFiles = 100

/**
 * Reads a file that names packages, and what it takes in with `-r` and `-c`, as long as that lies in the folder of the named file
 * or below it. What lies elsewhere, or cannot be read, is unreadable.
 *
 * @param texts - Gets the texts, for code frames.
 * @returns The joined inventory; or what reading the named file gives.
 */
export async function readInventoryFile(
  path: string,
  options: InventoryFileOptions,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<InventoryFile>> {
  const bytes = await readInput(world, path, maxInventoryBytes)
  if (!bytes.ok) return bytes
  texts.set(path, bytes.value)
  const format = options.format ?? recogniseFormat(bytes.value, path)
  if (format === undefined) {
    const known = formatNames.join(', ')
    const what = `expected a file of one of the formats ${known}, found another`
    return fail(problem('inventory/unknown-format', what, { source: path }))
  }
  const typed = options.type === undefined ? {} : { type: options.type }
  const yaml = formatsInYaml.has(format) ? { yaml: await loadYamlParser() } : {}
  const inventory = readInventory(bytes.value, { format, source: path, ...typed, ...yaml })
  if (!inventory.ok) return inventory
  const findings: CliProblem[] = [...inventory.findings]
  const reader = new IncludeReader(path, texts, world)
  const joined = await reader.join(inventory.value, path)
  return succeed({ inventory: joined, sha256: sha256(bytes.value) }, findings)
}

/** The YAML library is loaded here and not before: it takes longer than all the rest of a run on another lockfile. */
async function loadYamlParser(): Promise<YamlParser> {
  const { parseYamlInventory } = await import('./parse-yaml-inventory.js')
  return parseYamlInventory
}

class IncludeReader {
  readonly #root: string
  readonly #texts: Map<string, SourceText>
  readonly #world: World
  readonly #seen = new Set<string>()

  constructor(root: string, texts: Map<string, SourceText>, world: World) {
    this.#root = root
    this.#texts = texts
    this.#world = world
    this.#seen.add(this.#realPath(root) ?? root)
  }

  async join(inventory: Inventory, path: string): Promise<Inventory> {
    let joined: Inventory = { ...inventory, includes: [] }
    // Packages first: a constraint limits those of every file, wherever it stands.
    for (const kind of ['packages', 'constraints'] as const) {
      for (const include of inventory.includes.filter((each) => each.kind === kind)) {
        const included = await this.#read(include, path)
        if (included === 'seen') continue
        joined =
          typeof included === 'string'
            ? unreadable(joined, include, included)
            : joinInventories(joined, await this.join(included.inventory, included.path), kind)
      }
    }
    return joined
  }

  /** @returns Why it was not read; `seen` where it was read before. */
  async #read(
    { path: written }: InventoryInclude,
    from: string,
  ): Promise<{ readonly inventory: Inventory; readonly path: string } | string> {
    if (written.includes('://') || isAbsolute(written)) return 'it is no path beside this file'
    if (from === standardInput) return 'standard input lies in no folder'
    const path = join(dirname(from), written)
    const real = this.#realPath(path)
    const folder = this.#realPath(dirname(this.#root))
    if (real === undefined || folder === undefined) return 'it cannot be found'
    if (relative(folder, real).startsWith('..'))
      return `it lies outside the folder of ${basename(this.#root)}`
    if (this.#seen.has(real)) return 'seen'
    this.#seen.add(real)
    if (this.#seen.size > maxIncludedFiles) return `more than ${maxIncludedFiles} files are taken in`
    const bytes = await readInput(this.#world, path, maxInventoryBytes)
    if (!bytes.ok) return bytes.problems[0].what
    this.#texts.set(path, bytes.value)
    const inventory = readInventory(bytes.value, { format: 'requirements', source: path })
    return inventory.ok ? { inventory: inventory.value, path } : inventory.problems[0].what
  }

  #realPath(path: string): string | undefined {
    try {
      return this.#world.files.realPath(path)
    } catch (thrown) {
      if (!isFault(thrown)) throw thrown
      return undefined
    }
  }
}

function unreadable(inventory: Inventory, include: InventoryInclude, why: string): Inventory {
  const what = `${include.path} was not read: ${why}`
  const item = { text: include.path, problem: problem('inventory/file-not-read', what, include.at) }
  return { ...inventory, unreadable: [...inventory.unreadable, item] }
}
