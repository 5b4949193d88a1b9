import { hasAsciiNames } from './fold-rule.js'

/** 1 for the characters that a folded name of one ecosystem may start with, hold and end with. */
export interface NameForm {
  readonly first: Uint8Array
  readonly inner: Uint8Array
  readonly last: Uint8Array
}

const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const small = 'abcdefghijklmnopqrstuvwxyz'
const digits = '0123456789'

function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(128)
  for (let index = 0; index < characters.length; index++) table[characters.charCodeAt(index)] = 1
  return table
}

function formOf(first: string, inner: string, last: string): NameForm {
  return { first: tableOf(first), inner: tableOf(inner), last: tableOf(last) }
}

/**
 * The grammars of names that are certain, so that no name can be read as an option, a path or a second line in a file
 * made of names.
 */
const nameForms: ReadonlyMap<string, NameForm> = new Map([
  // Writing R Extensions, 1.1.1: letters, digits and dots; starts with a letter, does not end in a dot
  ['cran', formOf(capitals + small, `${capitals}${small}${digits}.`, capitals + small + digits)],
  // conda CEP 26, the characters alone
  ['conda', formOf(`${small}${digits}_`, `${small}${digits}_.-`, `${small}${digits}_.-`)],
  // Debian Policy, 5.6.1
  ['deb', formOf(small + digits, `${small}${digits}+-.`, `${small}${digits}+-.`)],
  // PEP 508, after folding by PEP 503
  ['pypi', formOf(small + digits, `${small}${digits}-`, small + digits)],
])

export function nameFormOf(type: string): NameForm | undefined {
  return nameForms.get(type)
}

export function isInForm(form: NameForm, name: string): boolean {
  const last = name.length - 1
  for (let index = 0; index <= last; index++) {
    const unit = name.charCodeAt(index)
    if (unit > 127 || form.inner[unit] === 0) return false
  }
  return form.first[name.charCodeAt(0)] === 1 && form.last[name.charCodeAt(last)] === 1
}

/** Printable ASCII that no ecosystem has in names and that means something in paths, URLs, quotes or lists. */
const refusedMarks = /[\s"#$%&,;<=>?[\\\]^`{|}]/
const printableAscii = /^[\x20-\x7e]*$/

/** First and last code point of what a reviewer does not see, or takes for a space: blanks, fillers, variation selectors. */
const blankRanges = [
  [0xa0, 0xa0],
  [0x34f, 0x34f],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x2800, 0x2800],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xffa0, 0xffa0],
  [0xe0100, 0xe01ef],
] as const

function hasBlank(text: string): boolean {
  for (const character of text) {
    const codePoint = character.codePointAt(0)!
    if (codePoint > 0x7f && blankRanges.some(([first, last]) => codePoint >= first && codePoint <= last))
      return true
  }
  return false
}

/** Whether a text has only characters that names, namespaces and plain qualifier values of the type may have. */
export function isInAlphabet(type: string, text: string): boolean {
  return hasAsciiNames(type) ? isPlainAscii(text) : !hasBlank(text) && !text.includes('\\')
}

export function isPlainAscii(text: string): boolean {
  return printableAscii.test(text) && !refusedMarks.test(text)
}
