import { typeOfPattern, type ImportedList, type WrittenEntry } from '@trustlist/core'
import { toScalarText } from '../yaml/edit-yaml.js'
import { entryText, toFlowText } from './entry-text.js'

/** Whose list an import becomes. */
export interface DraftHead {
  readonly publisher: string
  readonly list: string
  readonly title: string
  readonly licence: string | undefined
}

/** A new draft of what was imported, grouped by ecosystem, as people go on to edit it. */
export function draftText(head: DraftHead, imported: ImportedList): string {
  const { entries, provenance } = imported
  const defaults = {
    decision: 'allow',
    decided: mostFrequent(entries.map(({ decided }) => decided)) ?? '',
    // What somebody adds without a basis claims no more than this.
    basis: 'legacy',
  }
  const lines = [
    `# Imported with trustlist import. Edit it, then: trustlist sign ${head.publisher}/${head.list}.yaml --key KEY`,
    'trustlist: "1.0"',
    `publisher: ${toScalarText(head.publisher)}`,
    `list: ${toScalarText(head.list)}`,
    'about:',
    `  title: ${toScalarText(head.title)}`,
    ...(head.licence === undefined ? [] : [`  licence: ${toScalarText(head.licence)}`]),
    '  provenance:',
    ...provenance.map((each) => `    - ${toFlowText({ ...each })}`),
    '',
    '# Said once for every entry below that does not say otherwise.',
    `defaults: ${toFlowText(defaults)}`,
    '',
    'entries:',
  ]
  let text = `${lines.join('\n')}\n`
  let type: string | undefined
  entries.forEach((entry, index) => {
    const own = typeOfPattern(entry.package)
    if (own !== type) text += `${type === undefined ? '' : '\n'}  # ${own}: ${countOf(entries, own)}\n`
    type = own
    text += entryText(entry, defaults, '  ', imported.remarks.get(index))
  })
  return text
}

function countOf(entries: readonly WrittenEntry[], type: string): string {
  const count = entries.filter((entry) => typeOfPattern(entry.package) === type).length
  return count === 1 ? '1 entry' : `${count} entries`
}

/** Of several the first by code unit. */
function mostFrequent(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  const sorted = [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
  return sorted[0]?.[0]
}
