import {
  accept,
  encodeUtf8,
  importInventories,
  planUpdate,
  readInventory,
  toStartedFrom,
  type FormatName,
  type ImportedList,
  type Outcome,
  type WrittenEntry,
} from '@trustlist/core'
import type { Operations } from './operation.js'

interface ImportedFile {
  readonly format: FormatName
  readonly type?: string
  readonly text: string
  readonly day: string
  readonly versions?: 'any'
  /** Days by line. */
  readonly history?: Readonly<Record<string, string>>
  readonly startedFrom?: {
    readonly origin: string
    readonly permitted: readonly { readonly package: string; readonly versions: string }[]
  }
}

function importFile(file: ImportedFile): Outcome<ImportedList> {
  const { format, type, text, day, versions, history, startedFrom } = file
  const inventory = readInventory(encodeUtf8(text), { format, ...(type === undefined ? {} : { type }) })
  if (!inventory.ok) return inventory
  const source = {
    inventory: inventory.value,
    from: 'the file',
    ...(history === undefined
      ? {}
      : { decidedOf: ({ at }: { readonly at: { readonly line?: number } }) => history[String(at.line)] }),
  }
  return accept(
    importInventories([source], {
      day,
      ...(versions === undefined ? {} : { versions }),
      ...(startedFrom === undefined
        ? {}
        : { startedFrom: toStartedFrom(startedFrom.origin, startedFrom.permitted) }),
    }),
  )
}

/** What an implementation does to answer the vectors of import. */
export const importOperations = {
  'import-inventory': (file: ImportedFile) => {
    const imported = importFile(file)
    if (!imported.ok) return imported
    const { entries, report } = imported.value
    return accept({
      entries,
      folded: report.folded.map((each) => each.package),
      unreadable: report.unreadable.map(({ problem }) => problem.code),
      unexpressed: report.unexpressed.map((each) => each.package),
    })
  },
  'plan-update': (input: {
    readonly current: readonly WrittenEntry[]
    readonly file: ImportedFile
    readonly removed?: 'drop' | 'withdraw'
  }) => {
    const imported = importFile(input.file)
    if (!imported.ok) return imported
    const removed = input.removed === undefined ? {} : { removed: input.removed }
    const options = { day: input.file.day, reason: 'No longer on the file.', ...removed }
    return accept(planUpdate(input.current, imported.value.entries, options))
  },
} satisfies Operations
