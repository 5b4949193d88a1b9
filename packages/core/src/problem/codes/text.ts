import type { CatalogueTable } from '../catalogue-entry.js'

export const textCodes = {
  'text/byte-order-mark': {
    severity: 'error',
    exit: 3,
    spec: 'document#encoding',
    title: 'The file starts with a byte order mark',
    mend: 'save the file as UTF-8 without BOM',
  },
  'text/not-utf8': {
    severity: 'error',
    exit: 3,
    spec: 'document#encoding',
    title: 'The bytes are not UTF-8',
    mend: 'save the file as UTF-8',
  },
} as const satisfies CatalogueTable
