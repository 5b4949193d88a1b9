import type { CatalogueTable } from '../catalogue-entry.js'

export const listCodes = {} as const satisfies CatalogueTable
