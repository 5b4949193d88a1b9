import {
  accept,
  encodeUtf8,
  parseYamlText,
  readInventory,
  recogniseFormat,
  settleRegistries,
  type FormatName,
  type Inventory,
  type InventoryPackage,
  type OwnRegistries,
  type UnreadableItem,
} from '@trustlist/core'
import type { Operations } from './operation.js'

interface FileOf {
  readonly format: FormatName
  readonly type?: string
  readonly text: string
}

const read = ({ format, type, text }: FileOf) =>
  readInventory(encodeUtf8(text), {
    format,
    yaml: parseYamlText,
    ...(type === undefined ? {} : { type }),
  })

/** What is of interest of a package; what the file does not say is left out. */
function toTold(each: InventoryPackage): object {
  const { isDirect, registries, needs, neededBy, digests, fileUrls, snapshot, decided, until } = each
  return {
    package: each.package,
    versions: each.versions,
    ...(each.at.line === undefined ? {} : { line: each.at.line }),
    ...(digests.length === 0 ? {} : { sha256: digests.map(({ sha256 }) => sha256) }),
    ...(isDirect === undefined ? {} : { direct: isDirect }),
    ...(needs.length === 0 ? {} : { needs }),
    ...(neededBy.length === 0 ? {} : { neededBy }),
    ...(registries.length === 0 ? {} : { registries: registries.map((url) => url ?? null) }),
    ...(fileUrls.length === 0 ? {} : { files: fileUrls }),
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(decided === undefined ? {} : { decided }),
    ...(until === undefined ? {} : { until }),
  }
}

const toldUnreadable = ({ unreadable }: Inventory) =>
  unreadable.map(({ problem }: UnreadableItem) => ({
    code: problem.code,
    ...(problem.at.line === undefined ? {} : { line: problem.at.line }),
  }))

/** What an implementation does to answer the vectors of inventory. */
export const inventoryOperations = {
  'read-inventory': (file: FileOf) => {
    const inventory = read(file)
    if (!inventory.ok) return inventory
    const { packages, includes, others } = inventory.value
    return accept({
      packages: packages.map(toTold),
      unreadable: toldUnreadable(inventory.value),
      ...(includes.length === 0
        ? {}
        : { includes: includes.map(({ path, kind, at }) => ({ path, kind, line: at.line })) }),
      ...(others.length === 0 ? {} : { others: others.map(({ name }) => name) }),
    })
  },
  'recognise-format': ({ text, fileName }: { readonly text: string; readonly fileName?: string }) =>
    accept(recogniseFormat(encodeUtf8(text), fileName) ?? null),
  'settle-registries': (file: FileOf & { readonly own: OwnRegistries }) => {
    const inventory = read(file)
    if (!inventory.ok) return inventory
    const settled = settleRegistries(inventory.value, file.own)
    return accept({
      packages: settled.inventory.packages.map((each) => ({ package: each.package })),
      unreadable: toldUnreadable(settled.inventory),
      findings: settled.findings.map(({ code }) => code),
    })
  },
} satisfies Operations
