import type { CatalogueTable } from '../catalogue-entry.js'

export const sealCodes = {} as const satisfies CatalogueTable
