import type { CliCodeTable } from './entry.js'

const refused = { severity: 'error', exit: 3 } as const

/** Drafts in YAML: only what means the same to every reader of YAML is taken. */
export const yamlCodes = {
  'yaml/too-large': {
    ...refused,
    spec: 'drafts#limits',
    title: 'The YAML file is larger than 8 MiB',
    mend: 'split the list, or write it as JSON, which has no such limit',
  },
  'yaml/too-deep': {
    ...refused,
    spec: 'drafts#limits',
    title: 'The YAML is nested deeper than 64 levels',
    mend: 'check for unclosed brackets; no draft needs more than ten levels',
  },
  'yaml/syntax': {
    ...refused,
    spec: 'drafts#what-yaml-is-taken',
    title: 'The text is not YAML 1.2',
    mend: 'correct the line that is shown',
  },
  'yaml/unseen-character': {
    ...refused,
    spec: 'drafts#what-yaml-is-taken',
    title: 'The text holds a character that nobody sees: a control, bidi or zero-width character',
    mend: 'remove the character; line ends are LF or CR LF',
  },
  'yaml/anchor': {
    ...refused,
    spec: 'drafts#what-yaml-is-taken',
    title: 'Anchors (&name), aliases (*name) and merge keys (<<) are not taken',
    mend: 'write the value out in full; a text that starts with & or * belongs in quotes',
  },
  'yaml/tag': {
    ...refused,
    spec: 'drafts#what-yaml-is-taken',
    title: 'Tags (!name) and directives (%NAME) are not taken',
    mend: 'remove it; a text that starts with ! or % belongs in quotes',
  },
  'yaml/several-documents': {
    ...refused,
    spec: 'drafts#what-yaml-is-taken',
    title: 'The file holds several YAML documents',
    mend: 'keep one document in a file, without --- or ... between parts',
  },
  'yaml/no-document': {
    ...refused,
    spec: 'drafts#what-yaml-is-taken',
    title: 'The file holds nothing but blanks and comments',
    mend: 'check the path',
  },
  'yaml/duplicate-member': {
    ...refused,
    spec: 'drafts#what-yaml-is-taken',
    title: 'A mapping has the same member twice',
    mend: 'keep one of the two',
  },
  'yaml/member-name': {
    ...refused,
    spec: 'drafts#what-yaml-is-taken',
    title: 'A member name is not a plain text, or is __proto__',
    mend: 'use the member names of the guide, as text',
  },
  'yaml/ambiguous-scalar': {
    ...refused,
    spec: 'drafts#values-in-quotes',
    title: 'A value without quotes is read differently by different YAML readers',
    mend: 'put it in quotes if it is text',
  },
  'yaml/no-value': {
    ...refused,
    spec: 'drafts#values-in-quotes',
    title: 'A member or an item has no value, or null',
    mend: 'give the value, or remove the member',
  },
  'yaml/number-too-large': {
    ...refused,
    spec: 'drafts#values-in-quotes',
    title: 'A whole number is beyond 2^53-1, where readers round it',
    mend: 'put it in quotes if it is text',
  },
} as const satisfies CliCodeTable
