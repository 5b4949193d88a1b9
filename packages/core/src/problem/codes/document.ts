import type { CatalogueTable } from '../catalogue-entry.js'

const refused = { severity: 'error', exit: 3 } as const

export const documentCodes = {
  'document/empty': {
    ...refused,
    spec: 'document#sealed-document',
    title: 'The file is empty',
    mend: 'restore the file from its repository, or sign it again from its draft',
  },
  'document/not-sealed': {
    ...refused,
    spec: 'document#reading-the-head',
    title: 'The file is not a sealed document',
    mend: 'name a file that trustlist wrote, such as <list>.list.json; a draft is sealed by trustlist sign',
  },
  'document/head-too-large': {
    ...refused,
    spec: 'document#limits',
    title: 'The head does not end within the first 64 KiB',
    mend: 'remove signatures that are not needed; at most 64 fit',
  },
  'document/too-large': {
    ...refused,
    spec: 'document#limits',
    title: 'The file is larger than 400 MiB',
    mend: 'split the list into several lists',
  },
  'document/shape': {
    ...refused,
    spec: 'document#members',
    title: 'A member is missing, unknown or of another form than the specification says',
    mend: 'mend the member in the draft and sign again',
  },
  'document/other-type': {
    ...refused,
    spec: 'document#types',
    title: 'The document is of another type than was asked for',
    mend: 'name a document of the type that the command takes',
  },
  'document/other-major': {
    ...refused,
    spec: 'document#versions-of-the-specification',
    title: 'The document follows another major version of the specification',
    mend: 'use a release of trustlist that reads this major version',
  },
  'document/signed-bytes-too-long': {
    ...refused,
    spec: 'document#limits',
    title: 'The bytes to be signed are more than 1024',
    mend: 'shorten the publisher id or the name of the list',
  },
  'document/not-a-day': {
    ...refused,
    spec: 'document#times',
    title: 'A day or an instant is not in the calendar',
    mend: 'write a day as 2026-10-12 and an instant as 2026-10-12T00:00:00Z',
  },
} as const satisfies CatalogueTable
