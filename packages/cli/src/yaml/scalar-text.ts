import { toPlainScalar } from './plain-scalar.js'

/** What an edit can write. */
export type EditValue = string | number | boolean | readonly string[]

/** Names of members with their values, in the order to write them. */
export type EditMembers = readonly (readonly [name: string, value: EditValue])[]

/** How an edit spells things: as JSON where the file is JSON, else as people write YAML. */
export interface Spelling {
  readonly isJson: boolean
}

const plainForm = /^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*$/

export function toValueText(value: EditValue, spelling: Spelling): string {
  if (typeof value === 'object') {
    return `[${value.map((each) => toValueText(each, spelling)).join(', ')}]`
  }
  if (typeof value !== 'string') return String(value)
  const plain = toPlainScalar(value)
  const isPlain = plainForm.test(value) && plain.kind === 'value' && plain.value === value
  return isPlain && !spelling.isJson ? value : JSON.stringify(value)
}

export function toMemberText(name: string, value: EditValue, spelling: Spelling): string {
  return `${spelling.isJson ? JSON.stringify(name) : name}: ${toValueText(value, spelling)}`
}

/** On one line, in braces. */
export function toFlowText(members: EditMembers, spelling: Spelling): string {
  const inside = members.map(([name, value]) => toMemberText(name, value, spelling)).join(', ')
  return spelling.isJson ? `{${inside}}` : `{ ${inside} }`
}
