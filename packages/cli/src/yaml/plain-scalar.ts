/** What a value without quotes means. */
export type PlainScalar =
  | { readonly kind: 'value'; readonly value: string | number | boolean }
  /** Other readers of YAML, of version 1.1 or 1.2, take it for something else. */
  | { readonly kind: 'ambiguous'; readonly as: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'number-too-large' }

const canonicalInteger = /^(?:0|-?[1-9][0-9]*)$/

/**
 * What readers make of plain scalars that is neither text for all of them nor the same value for all of them: the types of
 * YAML 1.1 (yaml.org/type) with the spellings that PyYAML, Psych and go-yaml add, and the core schema of YAML 1.2 (10.3.2).
 * Each alternative begins with what cannot begin another repetition of itself, so none of them can backtrack far.
 */
const ambiguities: readonly (readonly [as: string, form: RegExp])[] = [
  ['a truth value', /^(?:yes|no|on|off|y|n|true|false)$/i],
  ['a number', /^[-+]?[0-9][0-9_,]*$/],
  ['a number', /^[-+]?0[xob][0-9a-f_]+$/i],
  ['a number', /^[-+]?(?:[0-9][0-9_,]*)?\.[0-9_]*(?:e[-+]?[0-9][0-9_]*)?$/i],
  ['a number', /^[-+]?[0-9][0-9_,]*e[-+]?[0-9][0-9_]*$/i],
  ['a number', /^[-+]?\.(?:inf|nan)$/i],
  ['a number to the base 60', /^[-+]?[0-9][0-9_]*(?::[0-9_]+)+(?:\.[0-9_]*)?$/],
  ['a time', /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:t|[ \t]+)[0-9]/i],
  ['a merge or a default', /^(?:<<|=)$/],
]

/**
 * Reads a plain scalar. `true`, `false` and whole numbers in their one canonical spelling are values; what every reader
 * takes for text is text, a day as 2026-11-01 too; everything between is refused.
 */
export function toPlainScalar(text: string): PlainScalar {
  if (text === 'true' || text === 'false') return { kind: 'value', value: text === 'true' }
  if (text === '' || text === '~' || text.toLowerCase() === 'null') return { kind: 'none' }
  if (canonicalInteger.test(text)) {
    const value = Number(text)
    return Number.isSafeInteger(value) ? { kind: 'value', value } : { kind: 'number-too-large' }
  }
  if (text === '.' || text === '-' || text === '+') return { kind: 'value', value: text }
  const found = ambiguities.find(([, form]) => form.test(text))
  return found === undefined ? { kind: 'value', value: text } : { kind: 'ambiguous', as: found[0] }
}
