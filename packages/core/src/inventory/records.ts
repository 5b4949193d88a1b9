import type { Outcome } from '../problem/problem.js'
import type { PackageId } from '../purl/fold-package.js'
import type { FormatName } from './formats.js'
import { InventoryBuilder, type NamedPackage, type UnreadableReason } from './inventory-builder.js'
import type { InventoryText } from './inventory-text.js'
import type { Inventory, InventoryPackage } from './inventory.js'
import type { JsonObject } from './parse-json.js'
import { readSbomPurl } from './sbom-purl.js'
import type { StructuredText } from './structured-text.js'

type Lines = Pick<InventoryPackage, 'at' | 'lastLine'>

type PurlFacts = Pick<NamedPackage, 'digests' | 'isDirect' | 'needs' | 'remarks'>

/** What a reader of a structured file makes of its records: packages, unreadable items, what is neither; each with its place. */
export class Records {
  readonly builder: InventoryBuilder
  readonly #text: InventoryText
  readonly #extentOf: StructuredText['extentOf']

  constructor(format: FormatName, text: InventoryText, { extentOf }: Pick<StructuredText, 'extentOf'>) {
    this.builder = new InventoryBuilder(format, text.source)
    this.#text = text
    this.#extentOf = extentOf
  }

  /** The lines of a record. */
  linesOf(record: JsonObject | undefined, pointer: string): Lines {
    const extent = record === undefined ? undefined : this.#extentOf(record)
    if (extent === undefined) return { at: this.builder.at(undefined, pointer), lastLine: 0 }
    const [from, to] = extent
    return {
      at: this.builder.at(this.#text.lineOf(from), pointer),
      lastLine: this.#text.lineOf(Math.max(from, to - 1)),
    }
  }

  add(record: JsonObject | undefined, pointer: string, found: Omit<NamedPackage, 'at' | 'lastLine'>): void {
    this.builder.addNamed({ ...found, ...this.linesOf(record, pointer) })
  }

  /** Adds a package by a package URL, or what is wrong with that. */
  addPurl(record: JsonObject, pointer: string, purl: string, rest: PurlFacts): void {
    const found = readSbomPurl(purl)
    if ('what' in found) {
      const reason = found.code === 'purl/source-elsewhere' ? 'source-elsewhere' : 'name-unread'
      this.refuse(record, pointer, purl, reason, found.what)
      return
    }
    const { package: id, version, registry } = found
    this.builder.addIdentified({
      ...rest,
      package: id,
      name: purl,
      version,
      registries: [registry],
      ...this.linesOf(record, pointer),
    })
  }

  /** As {@link addPurl}, where an SBOM may have several or none. */
  addOneOfPurls(
    record: JsonObject,
    pointer: string,
    shown: string,
    [purl, ...more]: readonly string[],
    rest: PurlFacts,
  ): void {
    if (purl !== undefined && more.length === 0) {
      this.addPurl(record, pointer, purl, rest)
      return
    }
    const what =
      purl === undefined
        ? 'it has no package URL, so that nobody can tell of which ecosystem it is'
        : `it has ${more.length + 1} package URLs, so that nobody can tell which it is`
    this.refuse(record, pointer, shown, 'line-unread', what)
  }

  /** @param name - What it calls itself, where it does. */
  refuse(
    record: JsonObject | undefined,
    pointer: string,
    text: string,
    reason: UnreadableReason,
    what: string,
    name?: PackageId,
  ): void {
    this.builder.addUnreadable(text, `inventory/${reason}`, what, this.linesOf(record, pointer).at, name)
  }

  addOther(record: JsonObject | undefined, pointer: string, name: string): void {
    this.builder.addOther(name, this.linesOf(record, pointer).at)
  }

  finish(): Outcome<Inventory> {
    return this.builder.finish()
  }
}
