import {
  accept,
  checkInventory,
  encodeUtf8,
  readInventory,
  type CheckedPackage,
  type CheckOptions,
  type FormatName,
} from '@trustlist/core'
import { mergeFederation, type Federation } from './federation-input.js'
import type { Operations } from './operation.js'

/** What is of interest of a package; a member that says nothing is left out. */
function toTold({ found, status, permits, nearest, lacks }: CheckedPackage): object {
  return {
    package: found.package,
    status,
    ...(found.version === undefined ? { permits } : {}),
    ...(Object.keys(nearest).length === 0 ? {} : { nearest }),
    ...(lacks.length === 0 ? {} : { lacks }),
  }
}

/** What an implementation does to answer the vectors of check. */
export const checkOperations = {
  'check-inventory': ({
    federation,
    file,
    ...options
  }: CheckOptions & {
    readonly federation: Federation
    readonly file: { readonly format: FormatName; readonly text: string }
  }) => {
    const merged = mergeFederation(federation)
    if (!merged.ok) return merged
    const inventory = readInventory(encodeUtf8(file.text), { format: file.format })
    if (!inventory.ok) return inventory
    const checked = checkInventory(merged.value.policy, inventory.value, options)
    return accept({
      permitted: checked.isPermitted,
      packages: checked.packages.map(toTold),
      unreadable: checked.unreadable.map(({ problem }) => problem.code),
      missing: checked.missing.map((each) => ({ package: each.package, isPermitted: each.isPermitted })),
    })
  },
} satisfies Operations
