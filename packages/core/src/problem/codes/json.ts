import type { CatalogueTable } from '../catalogue-entry.js'

const gate = { severity: 'error', exit: 3, spec: 'document#canonical-text' } as const

export const jsonCodes = {
  'json/syntax': {
    ...gate,
    title: 'The text is not JSON',
    mend: 'restore the file from its repository, or sign it again from its draft',
  },
  'json/blank': {
    ...gate,
    title: 'A blank stands between tokens; only TAB, LF and CR may',
    mend: 'trustlist fmt FILE',
  },
  'json/members-unsorted': {
    ...gate,
    title: 'The members of an object are not in order of their names',
    mend: 'trustlist fmt FILE',
  },
  'json/duplicate-member': {
    ...gate,
    title: 'An object has two members of one name',
    mend: 'delete one of the two and sign again',
  },
  'json/member-name': {
    ...gate,
    title: 'A member name has characters that names may not have',
    mend: 'use letters, digits and _ . : - in member names, starting with a letter or _',
  },
  'json/number': {
    ...gate,
    title: 'A number is not a safe integer in its one spelling',
    mend: 'write whole numbers between -9007199254740991 and 9007199254740991 without exponent, fraction or leading zero',
  },
  'json/escape': {
    ...gate,
    title: 'A character is escaped that must stand as it is',
    mend: 'trustlist fmt FILE',
  },
  'json/invisible-character': {
    ...gate,
    spec: 'document#characters',
    title: 'A string holds a character that a reviewer cannot see',
    mend: 'delete the character, or describe it in words',
  },
  'json/lone-surrogate': {
    ...gate,
    spec: 'document#characters',
    title: 'A string holds half of a surrogate pair',
    mend: 'delete the broken character',
  },
  'json/too-deep': {
    ...gate,
    spec: 'document#limits',
    title: 'The nesting is deeper than 32 levels',
    mend: 'a trustlist document nests fewer than ten levels: this is some other file',
  },
  'json/not-json-value': {
    ...gate,
    title: 'A value to be written is not a JSON value',
    mend: 'give objects, arrays, strings, safe integers, booleans and null only',
  },
} as const satisfies CatalogueTable
