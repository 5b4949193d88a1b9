import type { CatalogueTable } from '../catalogue-entry.js'

export const documentCodes = {} as const satisfies CatalogueTable
