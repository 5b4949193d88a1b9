import type { CatalogueTable } from '../catalogue-entry.js'

const answeredNo = { severity: 'error', exit: 1 } as const

export const lockCodes = {
  'lock/identity-missing': {
    ...answeredNo,
    spec: 'freshness#trusted-identity',
    title: 'The identity that was accepted last, or pinned, is neither offered nor kept',
    mend: 'fetch the source again, or restore the store of accepted documents',
  },
  'lock/list-missing': {
    ...answeredNo,
    spec: 'freshness#lists-asked-for',
    title: 'A list that is asked for, or was accepted before, is not offered',
    mend: 'ask the publisher; if the list was given up, name the others under lists in trust.yaml',
  },
} as const satisfies CatalogueTable
