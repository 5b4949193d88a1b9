import type { CatalogueTable } from '../catalogue-entry.js'

export const jsonCodes = {} as const satisfies CatalogueTable
