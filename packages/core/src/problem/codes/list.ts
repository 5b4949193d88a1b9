import type { CatalogueTable } from '../catalogue-entry.js'

const refused = { severity: 'error', exit: 3 } as const

export const listCodes = {
  'list/shape': {
    ...refused,
    spec: 'list#members',
    title: 'A member of a list is missing, unknown or of another form than the specification says',
    mend: 'mend the member in the draft and sign again',
  },
  'list/entries-unsorted': {
    ...refused,
    spec: 'list#order-of-entries',
    title: 'The entries are not in the one order',
    mend: 'sign the draft again with trustlist sign, which sorts',
  },
  'list/duplicate-entry': {
    ...refused,
    spec: 'list#order-of-entries',
    title: 'One entry stands in the list twice',
    mend: 'delete one of the two and sign again',
  },
  'list/origin-is-self': {
    ...refused,
    spec: 'list#origins',
    title: 'An entry names its own publisher as the origin of its word',
    mend: 'name the publisher whose word it is, or use a basis that says you judged yourself',
  },
  'list/duplicate-criterion': {
    ...refused,
    spec: 'list#criteria',
    title: 'Two criteria of a list have one id',
    mend: 'give each criterion an id of its own',
  },
  'list/foreign-criterion': {
    ...refused,
    spec: 'list#criteria',
    title: 'A list defines a criterion in the name of another publisher',
    mend: 'start the id with x-<publisher>-',
  },
  'list/other-version-type': {
    ...refused,
    spec: 'list#package-and-versions',
    title: 'The versions of an entry are of another ecosystem than its package',
    mend: 'write vers:TYPE/ with the type of the package',
  },
  'list/folded': {
    severity: 'notice',
    exit: 0,
    spec: 'list#package-and-versions',
    title: 'A package of a draft is written in the signed list as its ecosystem folds it',
    mend: 'write it so in the draft too',
  },
  'list/not-understood': {
    severity: 'warning',
    exit: 0,
    spec: 'list#what-a-reader-does-not-understand',
    title: 'An entry uses something newer than this reader; it can only narrow',
    mend: 'use a newer release of trustlist',
  },
  'list/unsigned-changed': {
    severity: 'error',
    exit: 1,
    spec: 'trust#unsigned-sources',
    title: 'A file that its source never signs is not the one that the operator reviewed',
    mend: 'review what changed in the file, then bind it anew with: trustlist trust pin ID',
  },
  'list/draft-shape': {
    ...refused,
    spec: 'list#drafts',
    title: 'A draft is not of the form that sign compiles',
    mend: 'write the draft as trustlist init shows it',
  },
} as const satisfies CatalogueTable
