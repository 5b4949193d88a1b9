import type { CatalogueTable } from '../catalogue-entry.js'

export const versionCodes = {} as const satisfies CatalogueTable
