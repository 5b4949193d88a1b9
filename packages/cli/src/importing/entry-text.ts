import type { WrittenEntry } from '@trustlist/core'
import { escapeText } from '../render/escape.js'
import { toScalarText } from '../yaml/edit-yaml.js'

/** What a draft says once for all entries. */
export interface DraftDefaults {
  readonly decision?: string
  readonly decided?: string
  readonly basis?: string
}

/** The order in which people read an entry. */
const memberOrder = [
  ...['package', 'versions', 'decision', 'decided', 'until', 'asOf', 'basis', 'origins', 'reason'],
  ...['dependencyOf', 'digests', 'reviewers', 'references', 'checks'],
] as const

const maxColumns = 140

/** Members of an entry that a draft must say, each as YAML that may stand between brackets. */
export function entryMembers(
  entry: WrittenEntry,
  defaults: DraftDefaults,
): readonly (readonly [name: string, text: string])[] {
  const values = entry as unknown as Readonly<Record<string, YamlValue | undefined>>
  const usual = defaults as Readonly<Record<string, YamlValue | undefined>>
  return memberOrder.flatMap((name) => {
    const value = values[name]
    return value === undefined || value === usual[name] ? [] : [[name, toFlowText(value)] as const]
  })
}

/**
 * An entry as people would write it: on one line where it fits, else one member a line, long lists wrapped.
 *
 * @param indent - Blanks before the dash.
 */
export function entryText(
  entry: WrittenEntry,
  defaults: DraftDefaults,
  indent: string,
  remarks: readonly string[] = [],
): string {
  const members = entryMembers(entry, defaults)
  const comment = remarks.length === 0 ? '' : ` # ${remarks.map(escapeText).join('; ')}`
  const line = `${indent}- { ${members.map(([name, text]) => `${name}: ${text}`).join(', ')} }`
  if (line.length <= maxColumns) return `${line}${comment}\n`
  const [first = '', ...rest] = members.map(([name, text]) => `${name}: ${wrapped(text, `${indent}    `)}`)
  return `${indent}- ${first}${comment}\n${rest.map((member) => `${indent}  ${member}\n`).join('')}`
}

type YamlValue = string | number | boolean | readonly YamlValue[] | { readonly [name: string]: YamlValue }

/** YAML on one line, as it may stand in brackets. Versions stand in quotes, since their marks mean something in YAML. */
export function toFlowText(value: YamlValue): string {
  if (typeof value === 'string') return isPlain(value) ? value : toScalarText(value)
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return `[${value.map(toFlowText).join(', ')}]`
  const members = Object.entries(value).map(([name, member]) => `${name}: ${toFlowText(member)}`)
  return `{ ${members.join(', ')} }`
}

/** Texts beyond those that `toScalarText` leaves plain, which every reader of YAML takes for the same text: packages and days. */
function isPlain(text: string): boolean {
  return (
    /^pkg:[a-z][a-z0-9.-]*\/[A-Za-z0-9][A-Za-z0-9._~/%=?+-]*$/.test(text) ||
    /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)
  )
}

/** A long list in brackets over several lines; no item is split. */
function wrapped(text: string, indent: string): string {
  if (text.length + indent.length <= maxColumns) return text
  let line = ''
  let lines = ''
  for (const part of text.split(', ')) {
    if (line !== '' && indent.length + line.length + part.length > maxColumns) {
      lines += `${line.trimEnd()}\n${indent}`
      line = ''
    }
    line += `${part}, `
  }
  return lines + line.slice(0, -2)
}
